/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->ts = timestamp;
}

BEGIN
/self->ts || !self->ts/
{
	printf("%d\n", timestamp >= self->ts);
	self->ts = 0;
	exit(0);
}
