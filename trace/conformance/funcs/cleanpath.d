/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", cleanpath("/foo/bar/baz"));
	printf("[%s]\n", cleanpath("/foo//bar///baz"));
	printf("[%s]\n", cleanpath("/foo/./bar"));
	printf("[%s]\n", cleanpath("/foo/../bar"));
	printf("[%s]\n", cleanpath("/foo/bar/../../baz"));
	printf("[%s]\n", cleanpath("/../../foo"));
	printf("[%s]\n", cleanpath("/foo/"));
	printf("[%s]\n", cleanpath(""));
	exit(0);
}
