/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 3;
	printf("%d %d %d\n", x, x++, x);
	exit(0);
}
