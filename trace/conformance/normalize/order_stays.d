/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["a"] = sum(11);
	@a["b"] = sum(10);
	normalize(@a, 10);
	printa("%s %@d\n", @a);
	exit(0);
}
