/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1;
	y = sizeof (x++);
	printf("%d %d\n", x, y);
	exit(0);
}
