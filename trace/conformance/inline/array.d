/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int square[int n] = n * n;

BEGIN
{
	printf("%d %d\n", square[5], square[2 + 1]);
	exit(0);
}
