/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int g;
this int t;
self int s;

BEGIN
{
	g = 1;
	this->t = 2;
	self->s = 3;
	printf("%d\n", g + this->t + self->s);
	exit(0);
}
