/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = 'c';
	b = 1L << 40;
	c = "s";
	d = timestamp;
	printf("%d %d %d %d\n", sizeof (a), sizeof (b), sizeof (c), sizeof (d));
	a = 0x1ffffffff;
	printf("%d\n", a);
	exit(0);
}
