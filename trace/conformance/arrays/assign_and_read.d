/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[5];

BEGIN
{
	a[0] = 10;
	a[4] = 14;
	printf("%d %d %d\n", a[0], a[3], a[4]);
	exit(0);
}
