/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["p"] = sum(1);
	@b["p"] = sum(9);
	@a["q"] = sum(1);
	@b["q"] = sum(2);
	printa("%s %@d %@d\n", @a, @b);
	exit(0);
}
