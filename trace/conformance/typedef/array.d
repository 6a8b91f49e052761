/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int three[3];

three a;

BEGIN
{
	a[2] = 5;
	printf("%d %d\n", a[2], sizeof (three));
	exit(0);
}
