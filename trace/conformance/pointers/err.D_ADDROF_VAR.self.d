/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->x = 1;
	p = &self->x;
	exit(0);
}
