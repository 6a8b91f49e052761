/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->x = 1;
	self->x++;
	self->x *= 21;
	printf("%d\n", self->x);
	exit(0);
}
