/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->x = 1;
	this->x = 2;
	x = 3;
	printf("%d %d %d\n", self->x, this->x, x);
	exit(0);
}
