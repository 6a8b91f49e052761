/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x", 2] = sum(10);
	@a["x", 1] = sum(30);
	@a["a", 9] = sum(20);
	printa("%s %d %@d\n", @a);
	exit(0);
}
