/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef struct point {
	int x;
	int y;
} point_t;

BEGIN
{
	this->p = (point_t *)alloca(sizeof (point_t));
	this->p->x = 5;
	this->p->y = 6;
	printf("%d %d\n", this->p->x, (*this->p).y);
	exit(0);
}
