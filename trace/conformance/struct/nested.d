/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct inner {
	short a;
	short b;
};

struct outer {
	char c;
	struct inner in;
	int last;
};

struct outer o;

BEGIN
{
	o.c = 1;
	o.in.a = 2;
	o.in.b = 3;
	o.last = 4;
	printf("%d %d %d %d %d\n", o.c, o.in.a, o.in.b, o.last, sizeof (o));
	exit(0);
}
