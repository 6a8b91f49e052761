/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strtoll("42abc"));
	printf("%d\n", strtoll("abc"));
	printf("%d\n", strtoll(""));
	printf("%d\n", strtoll("-"));
	printf("%d\n", strtoll("--1"));
	printf("%d\n", strtoll("- 1"));
	printf("%d\n", strtoll("1 2"));
	printf("%d\n", strtoll("12.5"));
	exit(0);
}
