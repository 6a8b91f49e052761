/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1LL << 63;
	printf("%d\n", -x);
	exit(0);
}
