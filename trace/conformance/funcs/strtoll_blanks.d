/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strtoll("  42"));
	printf("%d\n", strtoll("\t\t-42"));
	printf("%d\n", strtoll(" \t 42 "));
	printf("%d\n", strtoll("\n42"));
	exit(0);
}
