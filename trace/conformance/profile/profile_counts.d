/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-100
{
	@a = count();
}

tick-1005ms
{
	printa("%@d\n", @a);
	exit(0);
}
