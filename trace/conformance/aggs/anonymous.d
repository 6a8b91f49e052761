/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@ = count();
	@ = count();
	printa("%@d\n", @);
	exit(0);
}
