/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = sum(9);
	normalize(@a, 5);
	printa("%@d\n", @a);
	exit(0);
}
