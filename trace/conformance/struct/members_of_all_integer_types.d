/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct all {
	char c;
	unsigned char uc;
	short s;
	unsigned short us;
	int i;
	unsigned int u;
	long l;
	unsigned long ul;
	long long ll;
	unsigned long long ull;
};

struct all a;

BEGIN
{
	a.c = a.uc = a.s = a.us = a.i = a.u = a.l = a.ul = a.ll = a.ull = -1;
	printf("%d %d %d %d %d %u\n", a.c, a.uc, a.s, a.us, a.i, a.u);
	printf("%d %x %d %x\n", a.l, a.ul, a.ll, a.ull);
	a.us = 0;
	printf("%d %d %d\n", a.s, a.us, a.i);
	exit(0);
}
