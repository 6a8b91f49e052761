/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a[4];
	int after;
};

struct s v;

BEGIN
{
	v.a[0] = 10;
	v.a[3] = 13;
	v.after = 99;
	printf("%d %d %d %d\n", v.a[0], v.a[1], v.a[3], v.after);
	exit(0);
}
