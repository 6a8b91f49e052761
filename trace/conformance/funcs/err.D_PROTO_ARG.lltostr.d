/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = lltostr("1");
	exit(0);
}
