/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = sum(10);
	normalize(@a, 5);
	printa("%@d\n", @a);
	clear(@a);
}

tick-10ms
{
	@a = sum(35);
}

tick-15ms
{
	printa("%@d\n", @a);
	exit(0);
}
