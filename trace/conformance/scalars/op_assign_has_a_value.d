/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int8_t c;

BEGIN
{
	x = 5;
	y = (x += 3) * 2;
	z = c = 300;
	w = (c += 100);
	printf("%d %d %d %d %d\n", x, y, z, c, w);
	exit(0);
}
