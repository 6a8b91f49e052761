/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	int b;
};

struct s e[string, int];
struct s x;

BEGIN
{
	e["one", 1].a = 1;
	e["one", 1].b = 2;
	e["two", 2].a = 3;
	x = e["one", 1];
	x.a = 10;
	e["three", 3] = x;
	printf("%d %d\n", e["one", 1].a, e["one", 1].b);
	printf("%d %d\n", e["two", 2].a, e["two", 2].b);
	printf("%d %d\n", e["three", 3].a, e["three", 3].b);
	exit(0);
}
