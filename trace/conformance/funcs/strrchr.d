/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", strrchr("hello", 'l'));
	printf("[%s]\n", strrchr("hello", 'h'));
	printf("[%s]\n", strrchr("hello", 'o'));
	printf("[%s]\n", strrchr("hello", 0));
	printf("[%s]\n", strrchr("a/b/c", '/'));
	exit(0);
}
