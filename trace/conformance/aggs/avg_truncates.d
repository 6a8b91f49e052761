/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = avg(1);
	@a = avg(2);
	@b = avg(-1);
	@b = avg(-2);
	printa("%@d\n", @a);
	printa("%@d\n", @b);
	exit(0);
}
