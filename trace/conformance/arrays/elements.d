/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[5];

BEGIN
{
	a[0] = 1;
	a[4] = 5;
	a[1] = a[0] + a[4];
	printf("%d %d %d %d %d\n", a[0], a[1], a[2], a[3], a[4]);
	exit(0);
}
