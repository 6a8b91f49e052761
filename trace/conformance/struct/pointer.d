/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct point {
	int x;
	int y;
};

struct point p[2];

BEGIN
{
	p[1].y = 17;
	q = &p[1];
	q->x = 4;
	printf("%d %d\n", q->y, p[1].x);
	exit(0);
}
