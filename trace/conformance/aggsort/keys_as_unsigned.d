/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsortkey

BEGIN
{
	@a[-1] = sum(1);
	@a[1] = sum(2);
	@a[0] = sum(3);
	printa("%d %@d\n", @a);
	exit(0);
}
