/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a, b, c;

BEGIN
{
	a = 1;
	b = 2;
	c = 3;
	printf("%d\n", a + b + c);
	exit(0);
}
