/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->x = "abc";
	self->x = 5;
	exit(0);
}
