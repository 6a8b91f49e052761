/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortkey

BEGIN
{
	@a["z"] = sum(1);
	@a["x"] = sum(3);
	@a["y"] = sum(2);
	printa("%s %@d\n", @a);
	exit(0);
}
