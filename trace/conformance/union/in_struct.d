/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int kind;
	union {
		int i;
		long l;
	} u;
};

struct s v;

BEGIN
{
	v.kind = 1;
	v.u.l = 0x100000002;
	printf("%d %d %d\n", v.kind, v.u.i, sizeof (v));
	exit(0);
}
