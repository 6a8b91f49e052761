/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = stddev(12345);
	printa("%@d\n", @a);
	exit(0);
}
