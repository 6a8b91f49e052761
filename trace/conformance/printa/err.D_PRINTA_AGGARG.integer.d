/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printa("%@d\n", 1);
	exit(0);
}
