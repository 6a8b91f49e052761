/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["n"] = sum(-5);
	@a["z"] = sum(0);
	@a["p"] = sum(5);
	trunc(@a, 1);
	printa("%s %@d\n", @a);
	exit(0);
}
