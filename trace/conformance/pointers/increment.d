/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[4];

BEGIN
{
	a[1] = 9;
	p = &a[0];
	p++;
	printf("%d\n", *p);
	exit(0);
}
