/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = basename(5);
	exit(0);
}
