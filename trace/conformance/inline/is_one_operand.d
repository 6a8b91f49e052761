/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int SUM = 1 + 2;

BEGIN
{
	printf("%d %d\n", SUM * 2, 10 - SUM);
	exit(0);
}
