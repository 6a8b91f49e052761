/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1] = sum(100);
	@b[1] = sum(100);
	@b[2] = sum(10);
	normalize(@b, 5);
	printa("%d %@d %@d\n", @a, @b);
	printa("%d %@x\n", @b);
	exit(0);
}
