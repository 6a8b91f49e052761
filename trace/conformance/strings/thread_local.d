/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

self string s;

BEGIN
{
	self->s = "one";
	self->t = self->s;
	self->s = "two";
	printf("%s %s\n", self->t, self->s);
	self->t = 0;
	exit(0);
}
