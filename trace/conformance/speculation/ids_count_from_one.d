/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option nspec=3

BEGIN
{
	a = speculation();
	b = speculation();
	c = speculation();
	printf("%d %d %d\n", a, b, c);
	exit(0);
}
