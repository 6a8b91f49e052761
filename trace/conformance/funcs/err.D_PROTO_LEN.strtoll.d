/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = strtoll("1", 2, 3);
	exit(0);
}
