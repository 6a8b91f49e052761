/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	long b;
};

this struct s v;

BEGIN
{
	this->v.a = 4;
	this->v.b = this->v.a * 2;
}

BEGIN
{
	printf("%d %d\n", this->v.a, this->v.b);
	exit(0);
}
