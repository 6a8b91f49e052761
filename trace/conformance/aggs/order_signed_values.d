/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["p"] = sum(1);
	@a["n"] = sum(-1);
	@a["z"] = sum(0);
	printa("%s %@d\n", @a);
	exit(0);
}
