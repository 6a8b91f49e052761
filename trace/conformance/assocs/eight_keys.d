/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1, 2, 3, 4, 5, 6, 7, 8] = 9;
	printf("%d %d\n", a[1, 2, 3, 4, 5, 6, 7, 8], a[1, 2, 3, 4, 5, 6, 7, 9]);
	exit(0);
}
