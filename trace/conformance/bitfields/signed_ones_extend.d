/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct bits {
	int a : 3;
	int b : 1;
	unsigned int c : 3;
	int d : 25;
} v;

BEGIN
{
	v.a = 7;
	v.b = 1;
	v.c = 7;
	v.d = -2;
	printf("%d %d %d %d\n", v.a, v.b, v.c, v.d);
	v.a = 3;
	printf("%d %d\n", v.a, v.b);
	exit(0);
}
