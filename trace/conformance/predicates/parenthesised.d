/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/(1 + 1 == 2) && (3 > 2)/
{
	printf("true\n");
	exit(0);
}
