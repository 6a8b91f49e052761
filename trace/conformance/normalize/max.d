/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = max(100);
	normalize(@a, 7);
	printa("%@d\n", @a);
	exit(0);
}
