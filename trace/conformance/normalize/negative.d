/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = sum(-10);
	normalize(@a, 2);
	printa("%@d\n", @a);
	exit(0);
}
