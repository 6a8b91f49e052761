/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = "apple";
	b = "banana";
	printf("%d %d %d %d %d %d\n", a < b, a <= b, a > b, a >= b, a == b, a != b);
	printf("%d %d %d %d %d %d\n", a < a, a <= a, a > a, a >= a, a == a, a != a);
	exit(0);
}
