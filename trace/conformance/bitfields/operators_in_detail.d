/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	unsigned int a : 4;
	unsigned int b : 4;
} v;

BEGIN
{
	v.b = 9;
	v.a = 15;
	v.a++;
	printf("%d %d\n", v.a, v.b);
	v.a--;
	printf("%d %d\n", v.a, v.b);
	v.a -= 6;
	v.a |= 2;
	printf("%d %d %d\n", v.a, v.b, v.a++);
	printf("%d %d %d\n", --v.a, v.a + v.b, v.a << v.b);
	exit(0);
}
