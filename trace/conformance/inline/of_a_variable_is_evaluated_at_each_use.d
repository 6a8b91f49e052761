/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;
inline int NEXT = x + 1;

BEGIN
{
	x = 1;
	printf("%d", NEXT);
	x = 5;
	printf(" %d\n", NEXT);
	exit(0);
}
