/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x"] = sum(1);
	@b["x"] = sum(2);
	@a["y"] = sum(3);
	@b["y"] = sum(4);
	printa("%s %@d %@d\n", @a, @b);
	exit(0);
}
