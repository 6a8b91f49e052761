/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct matrix {
	int e[2][2];
} a, b, c;

BEGIN
{
	a.e[0][0] = 1;
	a.e[0][1] = 2;
	a.e[1][0] = 3;
	a.e[1][1] = 4;
	b = a;
	c.e[0][0] = a.e[0][0] * b.e[0][0] + a.e[0][1] * b.e[1][0];
	c.e[0][1] = a.e[0][0] * b.e[0][1] + a.e[0][1] * b.e[1][1];
	c.e[1][0] = a.e[1][0] * b.e[0][0] + a.e[1][1] * b.e[1][0];
	c.e[1][1] = a.e[1][0] * b.e[0][1] + a.e[1][1] * b.e[1][1];
	printf("%d %d %d %d\n", c.e[0][0], c.e[0][1], c.e[1][0], c.e[1][1]);
	exit(0);
}
