/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortkey
#pragma D option aggsortkeypos=1

BEGIN
{
	@a["z", 1] = sum(1);
	@a["x", 3] = sum(3);
	@a["y", 2] = sum(2);
	printa("%s %d %@d\n", @a);
	exit(0);
}
