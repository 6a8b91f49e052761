/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@c = count();
	@s = sum(10);
	printa("%@d %@d\n", @c, @s);
	exit(0);
}
