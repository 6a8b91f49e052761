/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = avg(100);
	@s = stddev(100);
	@s = stddev(300);
	printa("%@d ", @a);
	printa("%@d\n", @s);
	clear(@a);
	clear(@s);
	printa("%@d ", @a);
	printa("%@d\n", @s);
}

tick-10ms
{
	@a = avg(7);
	@s = stddev(1);
	@s = stddev(5);
}

tick-15ms
{
	printa("%@d ", @a);
	printa("%@d\n", @s);
	exit(0);
}
