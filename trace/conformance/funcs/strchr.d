/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", strchr("hello", 'l'));
	printf("[%s]\n", strchr("hello", 'h'));
	printf("[%s]\n", strchr("hello", 'o'));
	printf("[%s]\n", strchr("hello", 0));
	printf("[%s]\n", strchr("a/b/c", '/'));
	exit(0);
}
