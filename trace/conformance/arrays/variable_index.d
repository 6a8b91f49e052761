/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[5];

BEGIN
{
	i = 2;
	a[i] = 7;
	a[i + 1] = 8;
	printf("%d %d\n", a[2], a[3]);
	exit(0);
}
