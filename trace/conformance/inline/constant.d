/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int SIZE = 10;

BEGIN
{
	printf("%d %d\n", SIZE, SIZE * SIZE);
	exit(0);
}
