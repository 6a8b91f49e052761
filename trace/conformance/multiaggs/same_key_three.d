/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@c["k"] = count();
	@s["k"] = sum(10);
	@m["k"] = max(7);
	printa("%s %@d %@d %@d\n", @c, @s, @m);
	exit(0);
}
