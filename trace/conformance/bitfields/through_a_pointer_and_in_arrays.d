/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	unsigned short a : 5;
	unsigned short b : 11;
};

struct s v[3];

BEGIN
{
	this->p = &v[0];
	this->p->b = 1000;
	this->p++;
	this->p->a = 17;
	this->i = 2;
	v[this->i].b = 2047;
	printf("%d %d %d %d %d\n", v[0].b, v[1].a, v[1].b, v[2].b, sizeof (v));
	exit(0);
}
