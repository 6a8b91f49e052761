/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["q"] = sum(1);
	@b["q"] = sum(1);
	@a["p"] = sum(1);
	@b["p"] = sum(1);
	printa("%s %@d %@d\n", @a, @b);
	exit(0);
}
