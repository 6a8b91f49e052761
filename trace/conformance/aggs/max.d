/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@ = max(4);
	@ = max(4);
	@ = max(4);
	printa("%@d\n", @);
	exit(0);
}
