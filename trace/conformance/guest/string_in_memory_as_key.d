/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-100
{
	@[copyinstr(0x1000)] = count();
}

tick-1005ms
{
	printa("%s %@d\n", @);
	exit(0);
}
