/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	long b;
	int c;
};

struct s v[2];

BEGIN
{
	v[1].a = 42;
	this->p = &v[1].b;
	this->s = (struct s *)((char *)this->p - offsetof(struct s, b));
	printf("%d\n", this->s->a);
	exit(0);
}
