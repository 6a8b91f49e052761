/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[4];

BEGIN
{
	printf("%d %d %d\n", &a[0] < &a[1], &a[1] == &a[1], &a[2] != &a[1]);
	exit(0);
}
