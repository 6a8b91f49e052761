/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%Y\n", 1000000000000000000);
	exit(0);
}
