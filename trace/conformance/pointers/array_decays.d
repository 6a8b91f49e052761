/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x[3];

BEGIN
{
	x[0] = 8;
	x[1] = 9;
	printf("%d %d\n", *x, *(x + 1));
	exit(0);
}
