/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strlen(""));
	printf("%d\n", strlen("a"));
	printf("%d\n", strlen("hello, world"));
	printf("%d\n", strlen("tab\t\n"));
	exit(0);
}
