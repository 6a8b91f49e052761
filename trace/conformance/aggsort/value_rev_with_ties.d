/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortrev

BEGIN
{
	@a["a"] = sum(1);
	@a["b"] = sum(1);
	@a["c"] = sum(2);
	printa("%s %@d\n", @a);
	exit(0);
}
