/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

string s;

BEGIN
{
	printf("%d %d\n", s == "", s == NULL);
	self->t = s;
	printf("%d", self->t == NULL);
	self->t = 0;
	printf(" %d %d\n", self->t == NULL, self->t != NULL);
	exit(0);
}
