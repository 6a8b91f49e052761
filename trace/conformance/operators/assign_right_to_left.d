/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 3;
	y = 4;
	x += y -= 2;
	printf("%d %d\n", x, y);
	exit(0);
}
