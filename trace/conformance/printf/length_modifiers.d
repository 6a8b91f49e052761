/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%ld %lld %lu %llx\n", 1L, 2LL, 3UL, 255ULL);
	exit(0);
}
