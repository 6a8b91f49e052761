/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d\n", 1 | 3 ^ 2 & 6, 4 ^ 4 | 1);
	exit(0);
}
