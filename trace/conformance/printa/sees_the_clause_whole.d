/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	@a = count();
	n++;
}

tick-10ms
/n == 3/
{
	printa("%@d\n", @a);
	exit(0);
}
