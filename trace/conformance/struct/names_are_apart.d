/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct x {
	int x;
} x;

int y;

struct y {
	int x;
	int y;
};

struct y z;

BEGIN
{
	x.x = 1;
	y = 2;
	z.x = 3;
	z.y = 4;
	printf("%d %d %d %d\n", x.x, y, z.x, z.y);
	exit(0);
}
