/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct outer {
	int before;
	struct inner {
		short a;
		short b;
	} in;
	int behind;
};

struct outer o;
struct inner alone;

BEGIN
{
	o.before = 1;
	o.in.a = 2;
	o.in.b = 3;
	o.behind = 4;
	alone = o.in;
	printf("%d %d %d %d; %d %d; %d\n", o.before, o.in.a, o.in.b, o.behind, alone.a, alone.b,
	    sizeof (struct outer));
	exit(0);
}
