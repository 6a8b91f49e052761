/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum { SIZE = 4 };

int a[SIZE];

BEGIN
{
	a[SIZE - 1] = 3;
	printf("%d %d\n", sizeof (a), a[3]);
	exit(0);
}
