/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option dynvarsize=0

BEGIN
{
	self->x = 1;
	exit(0);
}
