/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	int i;
	char c[4];
} x, y;

BEGIN
{
	x.i = 0x41424344;
	y = x;
	x.i = 0;
	printf("%c%c%c%c\n", y.c[3], y.c[2], y.c[1], y.c[0]);
	exit(0);
}
