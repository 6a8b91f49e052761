/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	long b;
	char c[3];
};

struct s x;
struct s y;

BEGIN
{
	x.a = 1;
	x.b = 2;
	x.c[2] = 3;
	y = x;
	x.a = x.b = x.c[2] = 9;
	printf("%d %d %d\n", y.a, y.b, y.c[2]);
	exit(0);
}
