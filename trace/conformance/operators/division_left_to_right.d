/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d\n", 100 / 10 / 5, 100 / 10 * 5, 100 % 7 * 2);
	exit(0);
}
