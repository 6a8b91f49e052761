/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

char c[3];
uint16_t h[3];
uint32_t w[3];
int64_t d[3];

BEGIN
{
	c[1] = h[1] = w[1] = d[1] = -2;
	printf("%d %d %u %d\n", c[1], h[1], w[1], d[1]);
	printf("%d %d %d %d %d\n", c[0], c[2], h[2], w[0], d[2]);
	printf("%d %d %d %d\n", sizeof (c), sizeof (h), sizeof (w), sizeof (d));
	exit(0);
}
