/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 4;
	a[x * 2 + 1] = 9;
	printf("%d\n", a[9]);
	exit(0);
}
