/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = count();
}

BEGIN
{
	@a = count();
	printa("%@d\n", @a);
	exit(0);
}
