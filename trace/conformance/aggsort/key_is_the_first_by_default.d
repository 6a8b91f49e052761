/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortkey

BEGIN
{
	@a[2, "a"] = sum(1);
	@a[1, "b"] = sum(2);
	printa("%d %s %@d\n", @a);
	exit(0);
}
