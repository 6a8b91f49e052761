/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1;
	y = (x++, x++, x);
	printf("%d\n", y);
	exit(0);
}
