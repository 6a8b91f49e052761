/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

uint8_t b;
int16_t h;

BEGIN
{
	b = 200;
	h = -32768;
	printf("%d %d %d\n", b + b, -h, b * h);
	b += b;
	h -= 1;
	printf("%d %d\n", b, h);
	b = ~b;
	printf("%d %d\n", b, ~b);
	exit(0);
}
