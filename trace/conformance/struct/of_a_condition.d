/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
} v, w;

BEGIN
{
	v.a = 1;
	w.a = 2;
	i = 0;
	x = i ? v : w;
	(i ? v : w).a = 3;
	printf("%d %d %d %d\n", x.a, w.a, (i == 0 ? v : w).a, (v = w).a);
	exit(0);
}
