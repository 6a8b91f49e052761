/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef struct point {
	int x;
	int y;
} point_t;

point_t a;
struct point b;

BEGIN
{
	a.x = 3;
	b = a;
	printf("%d %d\n", b.x, sizeof (point_t));
	exit(0);
}
