/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct point {
	int x;
	int y;
};

struct point p;

BEGIN
{
	p.y = 5;
	q = &p.y;
	*q += 2;
	printf("%d\n", p.y);
	exit(0);
}
