/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = substr("abc");
	exit(0);
}
