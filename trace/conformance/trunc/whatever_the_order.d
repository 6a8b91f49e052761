/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/* The options of sorting are for printing only. */
#pragma D option aggsortrev
#pragma D option aggsortkey

BEGIN
{
	@a[1] = sum(30);
	@a[2] = sum(10);
	@a[3] = sum(20);
	trunc(@a, 2);
	printa("%d %@d\n", @a);
	exit(0);
}
