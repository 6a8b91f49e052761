/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", strstr("hello world", "world"));
	printf("[%s]\n", strstr("hello world", "o"));
	printf("[%s]\n", strstr("hello world", "hello world"));
	printf("[%s]\n", strstr("hello", ""));
	printf("[%s]\n", strstr("", ""));
	printf("[%s]\n", strstr("aaab", "aab"));
	printf("[%s]\n", strstr("abababac", "ababac"));
	exit(0);
}
