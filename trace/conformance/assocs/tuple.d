/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1, "x", 'c'] = 7;
	a[1, "y", 'c'] = 8;
	printf("%d %d\n", a[1, "x", 'c'], a[1, "y", 'c']);
	exit(0);
}
