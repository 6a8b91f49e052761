/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@ = min(4);
	@ = min(4);
	@ = min(4);
	printa("%@d\n", @);
	exit(0);
}
