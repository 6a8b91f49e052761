/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["k"] = avg(4);
	@a["k"] = avg(8);
	@m["k"] = max(8);
	@n["k"] = min(4);
	printa("%s %@d %@d %@d\n", @a, @m, @n);
	exit(0);
}
