/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = count();
	@a = count();
	@a = count();
	@a = count();
	normalize(@a, 2);
	printa("%@d\n", @a);
	exit(0);
}
