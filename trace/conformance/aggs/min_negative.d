/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = min(3);
	@a = min(-8);
	@a = min(0);
	printa("%@d\n", @a);
	exit(0);
}
