/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1] = 2;
	a[2] = 3;
	printf("%d\n", a[a[1]]);
	exit(0);
}
