/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[-1] = 5;
	printf("%d %d\n", a[-1], a[1]);
	exit(0);
}
