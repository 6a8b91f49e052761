/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 2;
	y = x *= 21;
	printf("%d\n", y);
	exit(0);
}
