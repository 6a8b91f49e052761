/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	i = 1000000;
	@a = sum(i * 1000000);
	printa("%@d\n", @a);
	exit(0);
}
