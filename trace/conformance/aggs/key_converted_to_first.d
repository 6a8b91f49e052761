/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1LL] = count();
	@a[1] = count();
	printa("%d %@d\n", @a);
	exit(0);
}
