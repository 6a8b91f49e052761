/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@ = sum(4);
	@ = sum(4);
	@ = sum(4);
	printa("%@d\n", @);
	exit(0);
}
