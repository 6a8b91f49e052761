/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->a = 1;
	p = &self->a;
	exit(0);
}
