/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];
int a[3];

BEGIN
{
	a[2] = 1;
	printf("%d\n", a[2]);
	exit(0);
}
