/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1] = 2;
	a[2] = 3;
	a[3] = 4;
	printf("%d %d\n", a[a[1]], a[a[a[1]]]);
	b[a[1], a[2]] = 7;
	printf("%d\n", b[2, 3]);
	exit(0);
}
