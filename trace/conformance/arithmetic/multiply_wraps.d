/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 0x7fffffffffffffffLL;
	printf("%d\n", x * 2);
	exit(0);
}
