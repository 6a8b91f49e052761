/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%lu\n", 18446744073709551615);
	exit(0);
}
