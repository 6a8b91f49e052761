/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int add[int a, int b] = a + b;
inline int twice[int a] = add[a, a];

BEGIN
{
	printf("%d %d %d\n", add[1, 2], add[add[1, 2], 3] * 2, twice[5 + 1]);
	exit(0);
}
