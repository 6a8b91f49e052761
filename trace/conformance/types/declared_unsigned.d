/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

unsigned char c;
unsigned short s;
unsigned int i;
unsigned long l;

BEGIN
{
	c = s = i = l = -1;
	printf("%d %d %u %u\n", c, s, i, l);
	exit(0);
}
