/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 0;
	y = 0 && x++;
	printf("%d %d\n", x, y);
	exit(0);
}
