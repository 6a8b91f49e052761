/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[4];

BEGIN
{
	p = &a[0];
	printf("%d %d %d %d\n", sizeof (p), sizeof (*p), sizeof (int *), sizeof (char **));
	exit(0);
}
