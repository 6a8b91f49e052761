/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/* What clear() leaves is 0, and counts as a value. */
BEGIN
{
	@least = min(5);
	@most = max(-5);
	clear(@least);
	clear(@most);
}

tick-10ms
{
	@least = min(7);
	@most = max(-7);
}

tick-15ms
{
	printa("%@d ", @least);
	printa("%@d\n", @most);
	exit(0);
}
