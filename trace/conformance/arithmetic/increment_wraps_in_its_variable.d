/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int i;
unsigned char c;

BEGIN
{
	i = 2147483647;
	i++;
	c = 255;
	c++;
	printf("%d %d\n", i, c);
	exit(0);
}
