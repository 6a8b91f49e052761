/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1] = 10;
	a[2] = 20;
	a[-1] = 30;
	printf("%d %d %d %d\n", a[1], a[2], a[-1], a[3]);
	exit(0);
}
