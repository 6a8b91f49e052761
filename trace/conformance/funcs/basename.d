/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", basename("/foo/bar/baz"));
	printf("[%s]\n", basename("/foo/bar///"));
	printf("[%s]\n", basename("foo"));
	printf("[%s]\n", basename("/foo"));
	printf("[%s]\n", basename("/"));
	printf("[%s]\n", basename("///"));
	printf("[%s]\n", basename(""));
	printf("[%s]\n", basename("."));
	printf("[%s]\n", basename(".."));
	printf("[%s]\n", basename("a/.."));
	exit(0);
}
