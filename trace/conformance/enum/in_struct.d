/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	enum kind {
		FIRST,
		SECOND
	} k;
	int n;
};

struct s v;

BEGIN
{
	v.k = SECOND;
	v.n = 7;
	printf("%d %d %d\n", v.k, v.n, sizeof (v));
	exit(0);
}
