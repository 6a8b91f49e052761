/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%u %u\n", 18446744073709551615, 0xffffffffffffffff);
	exit(0);
}
