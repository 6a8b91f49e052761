/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[4];

BEGIN
{
	p = &a[0];
	q = &a[3];
	printf("%d\n", q - p);
	exit(0);
}
