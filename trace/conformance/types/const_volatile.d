/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

const int a;
volatile int b;

BEGIN
{
	b = 6;
	printf("%d %d\n", a, b);
	exit(0);
}
