/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;
int a[1];

BEGIN
{
	printf("%d %d %d", !p, p == 0, p ? 1 : 2);
	p = &a[0];
	printf(" %d %d %d %d\n", !p, p == 0, p ? 1 : 2, p && 1);
	exit(0);
}
