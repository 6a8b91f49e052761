/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int i;
	char t[8];
	long l;
} s;

BEGIN
{
	printf("%d %d %d [%s]\n", s.i, s.t[7], s.l, stringof(s.t));
	exit(0);
}
