/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = count();
	@b = sum(2);
	printa("%@d\n", @a);
	exit(0);
}
