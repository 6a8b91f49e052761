/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;

BEGIN
{
	x = 5;
}

int y;

BEGIN
{
	y = x + 1;
	printf("%d\n", y);
	exit(0);
}
