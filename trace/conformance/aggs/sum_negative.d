/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = sum(-5);
	@a = sum(3);
	printa("%@d\n", @a);
	exit(0);
}
