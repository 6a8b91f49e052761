/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/* Keys that come after it are not normalized. */
BEGIN
{
	@a["before"] = sum(100);
	normalize(@a, 10);
}

tick-10ms
{
	@a["after"] = sum(100);
	@a["before"] = sum(100);
}

tick-15ms
{
	printa("%s %@d\n", @a);
	exit(0);
}
