/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2];

BEGIN
{
	p = &a[1];
	printf("%d %d\n", &*p == p, &p[-1] == &a[0]);
	exit(0);
}
