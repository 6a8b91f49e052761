/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/(int *)0 == 0/
{
	printf("null\n");
	exit(0);
}
