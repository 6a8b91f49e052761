/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->s = "abc";
	printf("%s\n", self->s);
	exit(0);
}
