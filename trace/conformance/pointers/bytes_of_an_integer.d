/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x[1];

BEGIN
{
	x[0] = 0x04030201;
	c = (char *)&x[0];
	printf("%d %d %d %d\n", c[0], c[1], *(c + 2), *(c + 3));
	exit(0);
}
