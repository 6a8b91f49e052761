/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[\t] [\\] [\"] [\101\102] [\x43]\n");
	exit(0);
}
