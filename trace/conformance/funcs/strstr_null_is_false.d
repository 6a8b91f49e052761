/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/strstr("abc", "x") == NULL/
{
	printf("null\n");
	exit(0);
}
