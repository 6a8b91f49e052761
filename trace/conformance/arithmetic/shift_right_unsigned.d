/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", 0xffffffffffffffff >> 63);
	exit(0);
}
