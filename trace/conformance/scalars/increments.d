/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

uint8_t b;

BEGIN
{
	b = 255;
	x = b++;
	y = ++b;
	z = b--;
	w = --b;
	printf("%d %d %d %d %d\n", x, y, z, w, b);
	w = b--;
	printf("%d %d\n", w, b);
	exit(0);
}
