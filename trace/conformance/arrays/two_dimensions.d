/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2][3];

BEGIN
{
	a[1][2] = 5;
	a[0][1] = 6;
	printf("%d %d %d %d\n", a[1][2], a[0][1], a[0][0], sizeof (a));
	exit(0);
}
