/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = (y = 1, z = 2, y + z);
	a = b = c = 4;
	printf("%d %d %d %d\n", x, a, b, c);
	(a = 1, b = 2);
	a = 5, b = 6;
	printf("%d %d\n", a, b);
	exit(0);
}
