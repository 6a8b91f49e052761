/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1] = 3;
	printf("%d ", a[1]++);
	printf("%d\n", a[1]);
	exit(0);
}
