/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/* Rows are sorted by what they are, not by what is shown. */
BEGIN
{
	@a[1] = sum(19);
	@a[2] = sum(11);
	@a[3] = sum(5);
	normalize(@a, 10);
	printa("%d %@d\n", @a);
	exit(0);
}
