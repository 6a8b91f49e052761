/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = max(-3);
	@a = max(-8);
	printa("%@d\n", @a);
	exit(0);
}
