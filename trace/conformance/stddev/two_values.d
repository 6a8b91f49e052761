/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = stddev(0);
	@a = stddev(10);
	printa("%@d\n", @a);
	exit(0);
}
