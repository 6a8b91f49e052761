/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@ = avg(4);
	@ = avg(4);
	@ = avg(4);
	printa("%@d\n", @);
	exit(0);
}
