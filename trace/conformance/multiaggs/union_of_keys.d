/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1] = sum(1);
	@a[2] = sum(2);
	@b[2] = sum(20);
	@b[3] = sum(30);
	printa("%d %@d %@d\n", @a, @b);
	exit(0);
}
