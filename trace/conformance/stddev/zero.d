/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = stddev(5);
	@a = stddev(5);
	printa("%@d\n", @a);
	exit(0);
}
