/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	x = 1;
	y = 1 / zero;
	x = 2;
}

BEGIN
{
	printf("%d\n", x);
	exit(0);
}
