/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-100
{
	@[cpu] = count();
}

tick-1005ms
{
	printa("%d %@d\n", @);
	exit(0);
}
