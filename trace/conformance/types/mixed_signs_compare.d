/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

unsigned int u;

BEGIN
{
	u = 1;
	printf("%d %d\n", -1 > u, (long)-1 > u);
	exit(0);
}
