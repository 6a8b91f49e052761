/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

self int x;
self char c;
self string s;

BEGIN
{
	self->x = 70000;
	self->c = 300;
	self->s = "str";
	printf("%d %d %s\n", self->x, self->c, self->s);
	exit(0);
}
