/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = stddev(0x4000000000000000);
	@a = stddev(-0x4000000000000000);
	printa("%@d\n", @a);
	exit(0);
}
