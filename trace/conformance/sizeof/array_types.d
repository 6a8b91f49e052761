/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[10];
short b[2][3];

BEGIN
{
	printf("%d %d %d %d\n", sizeof (a), sizeof (a[3]), sizeof (b), sizeof (b[0]));
	exit(0);
}
