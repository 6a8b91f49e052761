/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = y = z = 7;
	printf("%d %d %d\n", x, y, z);
	exit(0);
}
