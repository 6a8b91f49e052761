/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int A = 2;
inline int B = A * 3;
inline int C = B - A;

BEGIN
{
	printf("%d %d %d\n", A, B, C);
	exit(0);
}
