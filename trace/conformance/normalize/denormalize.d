/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["k"] = sum(100);
	normalize(@a, 5);
	printa("%s %@d\n", @a);
	normalize(@a, 10);
	printa("%s %@d\n", @a);
	denormalize(@a);
	printa("%s %@d\n", @a);
	exit(0);
}
