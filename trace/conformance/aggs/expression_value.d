/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 3;
	@a = sum(x * x + 1);
	printa("%@d\n", @a);
	exit(0);
}
