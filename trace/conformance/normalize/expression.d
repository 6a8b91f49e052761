/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = sum(100);
	x = 4;
	normalize(@a, x * 5);
	printa("%@d\n", @a);
	exit(0);
}
