/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];
int *p;

BEGIN
{
	a[0] = 10;
	a[1] = 20;
	a[2] = 30;
	p = a;
	printf("%d %d %d\n", *p, *(p + 1), p[2]);
	p = &a[1];
	printf("%d %d %d\n", *p, p[-1], *(p - 1));
	exit(0);
}
