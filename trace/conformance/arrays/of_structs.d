/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct point {
	int x;
	int y;
};

struct point p[3];

BEGIN
{
	p[1].x = 3;
	p[2].y = 4;
	printf("%d %d %d\n", p[1].x, p[2].y, sizeof (p));
	exit(0);
}
