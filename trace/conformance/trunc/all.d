/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1] = sum(30);
	@a[2] = sum(10);
	@a[3] = sum(20);
	@a[4] = sum(20);
	@a[5] = sum(-40);
	trunc(@a);
	printa("%d %@d\n", @a);
	exit(0);
}
