/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = avg(100);
	@a = avg(200);
	normalize(@a, 10);
	printa("%@d\n", @a);
	exit(0);
}
