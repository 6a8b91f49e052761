/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-20ms
{
	self->t = timestamp;
}

tick-25ms
/self->t/
{
	@a["ms"] = max((timestamp - self->t) / 1000000);
	self->t = 0;
}

tick-48ms
{
	printa("%s %@d\n", @a);
	exit(0);
}
