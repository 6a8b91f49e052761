/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
} x, y, z;

BEGIN
{
	x.a = 7;
	y = z = x;
	printf("%d %d\n", y.a, z.a);
	exit(0);
}
