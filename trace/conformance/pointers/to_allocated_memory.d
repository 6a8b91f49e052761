/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	char c[4];
} *p;

BEGIN
{
	p = alloca(sizeof (struct s));
	p->a = 5;
	p->c[0] = 'k';
	printf("%d %s\n", p->a, stringof(p->c));
	exit(0);
}
