/* SPDX-License-Identifier: BSD-2-Clause */
char c[8];

BEGIN
{
	c[0] = 'h';
	c[1] = 'i';
	trace(c);
	exit(0);
}
