/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[int x, string name];

BEGIN
{
	a[1, "one"] = 1;
	x = 5;
	printf("%d %d\n", a[1, "one"], x);
	exit(0);
}
