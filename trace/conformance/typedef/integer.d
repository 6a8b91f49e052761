/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef unsigned short u16;

u16 x;

BEGIN
{
	x = 65537;
	printf("%d %d\n", x, sizeof (u16));
	exit(0);
}
