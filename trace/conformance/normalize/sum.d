/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x"] = sum(10);
	@a["y"] = sum(25);
	normalize(@a, 5);
	printa("%s %@d\n", @a);
	exit(0);
}
