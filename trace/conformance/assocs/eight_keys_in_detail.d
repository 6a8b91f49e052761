/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1, 2, 3, 4, 5, 6, 7, 8] = 1;
	a[1, 2, 3, 4, 5, 6, 7, 9] = 2;
	a[0, 2, 3, 4, 5, 6, 7, 8] = 3;
	printf("%d %d %d %d\n", a[1, 2, 3, 4, 5, 6, 7, 8], a[1, 2, 3, 4, 5, 6, 7, 9],
	    a[0, 2, 3, 4, 5, 6, 7, 8], a[8, 7, 6, 5, 4, 3, 2, 1]);
	exit(0);
}
