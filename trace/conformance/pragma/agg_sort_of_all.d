/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortkey=1
#pragma D option aggsortrev=0

BEGIN
{
	@a["b"] = sum(1);
	@a["a"] = sum(2);
	printa("%s %@d\n", @a);
	exit(0);
}
