/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d\n", "abc" == "abc", "abc" == "abd", "abc" != "abd");
	exit(0);
}
