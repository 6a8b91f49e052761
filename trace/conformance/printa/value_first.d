/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x"] = sum(3);
	printa("%@d %s\n", @a);
	exit(0);
}
