/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int smaller[int a, int b] = a < b ? a : b;

BEGIN
{
	printf("%d\n", smaller[smaller[9, 4], smaller[7, 5]]);
	exit(0);
}
