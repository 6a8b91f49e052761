/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortrev

BEGIN
{
	@a["x"] = sum(1);
	@a["y"] = sum(3);
	@a["z"] = sum(2);
	printa("%s %@d\n", @a);
	exit(0);
}
