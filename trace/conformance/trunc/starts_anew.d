/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["gone"] = sum(10);
	@a["stays"] = sum(20);
	@least = min(5);
	normalize(@a, 2);
	trunc(@a, 1);
	trunc(@least);
}

tick-10ms
{
	@a["gone"] = sum(4);
	@least = min(9);
}

tick-15ms
{
	printa("%s %@d\n", @a);
	printa("%@d\n", @least);
	exit(0);
}
