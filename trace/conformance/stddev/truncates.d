/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = stddev(1);
	@a = stddev(2);
	@a = stddev(3);
	@a = stddev(4);
	printa("%@d\n", @a);
	exit(0);
}
