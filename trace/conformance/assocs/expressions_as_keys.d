/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	i = 3;
	a[i * 2 + 1] = 1;
	a[i > 2 ? 100 : 200] = 2;
	a[(i, 50)] = 3;
	printf("%d %d %d\n", a[7], a[100], a[50]);
	exit(0);
}
