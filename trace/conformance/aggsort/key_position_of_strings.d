/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortkey
#pragma D option aggsortkeypos=1

BEGIN
{
	@a[3, "b"] = sum(1);
	@a[2, "c"] = sum(2);
	@a[1, "a"] = sum(3);
	printa("%d %s %@d\n", @a);
	exit(0);
}
