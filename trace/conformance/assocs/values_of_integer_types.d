/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

char c[int];
uint16_t h[int];
long l[int];

BEGIN
{
	c[1] = 0x181;
	h[1] = -1;
	l[1] = -1;
	printf("%d %d %d %d\n", c[1], h[1], l[1], sizeof (h[1]));
	exit(0);
}
