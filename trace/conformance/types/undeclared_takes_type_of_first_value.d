/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = (char)1;
	b = 1;
	c = 1L;
	printf("%d %d %d\n", sizeof (a), sizeof (b), sizeof (c));
	exit(0);
}
