/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct point {
	int x;
	int y;
};

this struct point p;

BEGIN
{
	this->p.x = 5;
	this->p.y = 6;
	printf("%d\n", this->p.x * this->p.y);
	exit(0);
}
