/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[5];

BEGIN
{
	i = 0;
	a[i++] = 10;
	a[i++] = 20;
	a[i] = 30;
	printf("%d %d %d %d\n", a[0], a[1], a[2], i);
	printf("%d %d\n", a[a[1] / 10], a[i - 1]);
	exit(0);
}
