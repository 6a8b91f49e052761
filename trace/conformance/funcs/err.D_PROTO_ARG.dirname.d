/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = dirname(5);
	exit(0);
}
