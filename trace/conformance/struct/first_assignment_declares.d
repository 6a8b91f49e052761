/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	int b;
};

struct s x;

BEGIN
{
	x.a = 1;
	x.b = 2;
	copy = x;
	this->copy = copy;
	printf("%d %d %d\n", copy.a, copy.b, this->copy.b);
	printf("%d\n", sizeof (copy));
	exit(0);
}
