/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = stddev(1000000000);
	@a = stddev(3000000000);
	printa("%@d\n", @a);
	exit(0);
}
