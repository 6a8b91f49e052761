/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2], b, *c, d[3];

BEGIN
{
	printf("%d %d %d %d\n", sizeof (a), sizeof (b), sizeof (c), sizeof (d));
	exit(0);
}
