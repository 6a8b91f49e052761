/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct in {
	int a;
	int b;
};

struct out {
	int before;
	struct in in;
	int behind;
} o;

struct in i;

BEGIN
{
	o.before = o.behind = -1;
	i.a = 5;
	i.b = 6;
	o.in = i;
	printf("%d %d %d %d\n", o.before, o.in.a, o.in.b, o.behind);
	exit(0);
}
