/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 10;
	x += 5;
	x -= 3;
	x *= 4;
	x /= 5;
	x %= 7;
	printf("%d\n", x);
	exit(0);
}
