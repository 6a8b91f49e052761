/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct bits {
	unsigned int a : 3;
	unsigned int b : 5;
} v;

BEGIN
{
	x = v.a = 13;
	v.b = 0xff;
	printf("%d %d %d\n", v.a, v.b, x);
	exit(0);
}
