/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1, 2, 3, 4, 5, 6, 7, 8] = count();
	printa("%d%d%d%d%d%d%d%d %@d\n", @a);
	exit(0);
}
