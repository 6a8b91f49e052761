/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a, b[2], *c;
string s, t;
self int d, e;

BEGIN
{
	a = b[1] = 3;
	c = &b[1];
	s = t = "x";
	self->d = self->e = *c;
	printf("%d %s %d\n", *c, s, self->e);
	exit(0);
}
