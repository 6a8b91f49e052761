/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["b", 1] = count();
	@a["a", 2] = count();
	@a["a", 1] = count();
	@a["b", 0] = count();
	printa("%s %d %@d\n", @a);
	exit(0);
}
