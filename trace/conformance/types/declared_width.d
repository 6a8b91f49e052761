/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

char c;
short s;
int i;
long l;

BEGIN
{
	c = 0x1234567890abcdef;
	s = 0x1234567890abcdef;
	i = 0x1234567890abcdef;
	l = 0x1234567890abcdef;
	printf("%x %x %x %x\n", c, s, i, l);
	exit(0);
}
