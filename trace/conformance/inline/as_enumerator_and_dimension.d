/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int N = 4;
int a[N];

enum { E = N + 1 };

BEGIN
{
	printf("%d %d\n", sizeof (a), E);
	exit(0);
}
