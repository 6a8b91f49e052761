/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1] = 5;
	printf("%d\n", a[2]);
	exit(0);
}
