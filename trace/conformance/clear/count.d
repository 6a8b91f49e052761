/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x"] = count();
	@a["y"] = count();
	clear(@a);
	printa("%s %@d\n", @a);
	exit(0);
}
