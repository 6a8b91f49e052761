/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@s = sum(10);
	printa("%@d %@x\n", @s, @s);
	exit(0);
}
