/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = sum(10);
	@b = sum(20);
	clear(@a);
	printa("%@d\n", @a);
	printa("%@d\n", @b);
	exit(0);
}
