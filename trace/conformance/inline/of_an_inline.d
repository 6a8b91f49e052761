/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int one = 1;
inline int two = one + one;

BEGIN
{
	printf("%d\n", two);
	exit(0);
}
