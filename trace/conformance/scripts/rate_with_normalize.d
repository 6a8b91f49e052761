/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	start = timestamp;
}

tick-10ms
{
	@calls["ticks per second"] = count();
}

tick-2005ms
{
	normalize(@calls, (timestamp - start) / 1000000000);
	printa("%s %@d\n", @calls);
	exit(0);
}
