/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-10300us
/pid/
{
	self->n++;
	@[zonename] = max(self->n);
}

tick-985ms
{
	printa("%s %@d\n", @);
	exit(0);
}
