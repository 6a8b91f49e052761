/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;
int a[1];

BEGIN
{
	i = 0;
	printf("%d %d %d\n", sizeof (*p), sizeof (a[i++]), i);
	exit(0);
}
