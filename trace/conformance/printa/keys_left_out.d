/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x", 1, 2] = sum(3);
	printa("%s %@d\n", @a);
	exit(0);
}
