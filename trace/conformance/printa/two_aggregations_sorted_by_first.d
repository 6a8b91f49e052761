/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x"] = sum(5);
	@b["x"] = sum(1);
	@a["y"] = sum(4);
	@b["y"] = sum(2);
	printa("%s %@d %@d\n", @a, @b);
	exit(0);
}
