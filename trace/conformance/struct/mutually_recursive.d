/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a;

struct b {
	struct a *a;
	int v;
};

struct a {
	struct b *b;
	int v;
};

struct a as[1];
struct b bs[1];

BEGIN
{
	as[0].v = 1;
	bs[0].v = 2;
	as[0].b = &bs[0];
	bs[0].a = &as[0];
	printf("%d %d\n", as[0].b->v, bs[0].a->b->a->v);
	exit(0);
}
