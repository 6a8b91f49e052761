/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->x = 5;
}

BEGIN
{
	printf("%d\n", self->x);
	exit(0);
}
