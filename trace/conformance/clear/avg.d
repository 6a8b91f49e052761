/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = avg(10);
	clear(@a);
	printa("%@d\n", @a);
	exit(0);
}
