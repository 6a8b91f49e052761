/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortpos=1
#pragma D option aggsortrev

BEGIN
{
	@a["x"] = sum(1);
	@b["x"] = sum(20);
	@a["y"] = sum(2);
	@b["y"] = sum(10);
	printa("%s %@d %@d\n", @a, @b);
	exit(0);
}
