/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	i = 0;
	@a[i++] = count();
	@a[i++] = count();
	@a[i] = count();
	printa("%d %@d\n", @a);
	exit(0);
}
