/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[5];
char c[3];

BEGIN
{
	printf("%d %d %d\n", sizeof (a), sizeof (c), sizeof (a[0]));
	exit(0);
}
