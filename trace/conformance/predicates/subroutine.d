/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/strlen("abc") == 3/
{
	printf("true\n");
	exit(0);
}
