/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct point {
	int x;
	int y;
};

struct point a;
struct point b;

BEGIN
{
	a.x = 1;
	a.y = 2;
	b = a;
	a.x = 9;
	printf("%d %d\n", b.x, b.y);
	exit(0);
}
