/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#ifndef GUARD
#define	GUARD
int x;
#endif

#ifndef GUARD
int y;
#endif

BEGIN
{
	x = 1;
	printf("%d\n", x);
	exit(0);
}
