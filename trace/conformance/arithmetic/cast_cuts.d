/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	i = 2147483647;
	@a = sum((int)(i + 1));
	printa("%@d\n", @a);
	exit(0);
}
