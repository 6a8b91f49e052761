/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/ /* a comment */ 1 /* and another */ /
{
	printf("true\n");
	exit(0);
}
