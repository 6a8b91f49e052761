/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = (y = 5) + 1;
	printf("%d %d\n", x, y);
	exit(0);
}
