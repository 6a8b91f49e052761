/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct point {
	int x;
	int y;
};

self struct point p;

BEGIN
{
	self->p.x = 8;
}

tick-10ms
{
	printf("%d %d\n", self->p.x, self->p.y);
	exit(0);
}
