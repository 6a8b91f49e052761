/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct bits {
	unsigned int a : 1;
	unsigned int b : 3;
	unsigned int c : 7;
	unsigned int d : 21;
} v;

BEGIN
{
	v.a = 1;
	v.b = 5;
	v.c = 100;
	v.d = 0x1fffff;
	printf("%d %d %d %d\n", v.a, v.b, v.c, v.d);
	v.b = 0;
	v.d = 2;
	printf("%d %d %d %d %d\n", v.a, v.b, v.c, v.d, sizeof (v));
	exit(0);
}
