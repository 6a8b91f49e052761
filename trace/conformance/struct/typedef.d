/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef struct point {
	int x;
	int y;
} point_t;

point_t p;

BEGIN
{
	p.x = 1;
	p.y = 2;
	printf("%d %d %d\n", p.x, p.y, sizeof (point_t));
	exit(0);
}
