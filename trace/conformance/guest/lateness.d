/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-100
{
	@ = max(arg2);
}

tick-1005ms
{
	printa("%@d\n", @);
	exit(0);
}
