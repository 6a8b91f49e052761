/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[4];

BEGIN
{
	a[0] = 1;
	a[1] = 2;
	a[2] = 3;
	p = &a[0];
	printf("%d %d %d\n", *p, *(p + 1), p[2]);
	exit(0);
}
