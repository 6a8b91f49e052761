/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%u\n", 0xffffffffffffffff / 2);
	exit(0);
}
