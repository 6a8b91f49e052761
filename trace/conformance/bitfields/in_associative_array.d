/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	unsigned int a : 5;
	unsigned int b : 11;
};

struct s e[int];

BEGIN
{
	e[1].a = 3;
	e[1].b = 4;
	e[2].b++;
	printf("%d %d %d %d\n", e[1].a, e[1].b, e[2].a, e[2].b);
	exit(0);
}
