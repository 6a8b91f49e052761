/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%u\n", (unsigned long)-1 / 3);
	exit(0);
}
