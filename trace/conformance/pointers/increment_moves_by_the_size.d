/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];

BEGIN
{
	a[0] = 1;
	a[1] = 2;
	a[2] = 3;
	p = &a[0];
	printf("%d", *p++);
	printf(" %d", *p);
	printf(" %d", *++p);
	p--;
	printf(" %d\n", *p);
	exit(0);
}
