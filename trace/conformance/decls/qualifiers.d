/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

const int a;
volatile unsigned long b;
const char *const volatile c;
int const d;

BEGIN
{
	a = 1;
	b = -1;
	printf("%d %d %d %d\n", a, sizeof (b), sizeof (c), sizeof (d));
	exit(0);
}
