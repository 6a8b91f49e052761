/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
} s;

BEGIN
{
	s.a = 3;
	e[1] = s;
	e[2] = s;
	e[1] = 0;
	e[1].a++;
	printf("%d %d\n", e[1].a, e[2].a);
	exit(0);
}
