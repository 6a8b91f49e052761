/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->start = 7;
}

tick-10ms
/self->start/
{
	printf("%d\n", self->start);
	exit(0);
}
