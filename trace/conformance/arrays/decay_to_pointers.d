/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];
int *p;

BEGIN
{
	a[0] = 1;
	a[1] = 2;
	p = a + 1;
	printf("%d %d %d %d\n", *a, *(a + 1), *p, a == &a[0]);
	exit(0);
}
