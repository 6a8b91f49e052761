/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option droptags

tick-1ms
/n++ < 50/
{
	@a = count();
}

tick-100ms
{
	printa("%@d\n", @a);
	exit(0);
}
