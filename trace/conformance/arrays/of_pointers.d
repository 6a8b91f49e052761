/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int v[3];
int *a[3];

BEGIN
{
	v[2] = 9;
	a[1] = &v[2];
	printf("%d %d\n", *a[1], sizeof (a));
	exit(0);
}
