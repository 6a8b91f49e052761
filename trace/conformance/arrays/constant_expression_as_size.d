/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum { N = 3 };
int a[N * 2 + 1];
char b[sizeof (long) << 1];
short c['\n'];

BEGIN
{
	printf("%d %d %d\n", sizeof (a), sizeof (b), sizeof (c));
	exit(0);
}
