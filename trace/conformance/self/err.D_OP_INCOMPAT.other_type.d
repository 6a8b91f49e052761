/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->x = 1;
	self->x = "one";
	exit(0);
}
