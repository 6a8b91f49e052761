/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	long b;
};

self struct s v;

BEGIN
{
	self->v.a = 4;
	self->v.b = 5;
	self->v.a++;
	printf("%d %d\n", self->v.a, self->v.b);
	exit(0);
}
