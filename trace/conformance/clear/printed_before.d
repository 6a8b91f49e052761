/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = sum(10);
	printa("%@d\n", @a);
	clear(@a);
	exit(0);
}
