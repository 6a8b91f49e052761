/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", dirname("/foo/bar/baz"));
	printf("[%s]\n", dirname("/foo/bar///"));
	printf("[%s]\n", dirname("/foo///bar"));
	printf("[%s]\n", dirname("foo"));
	printf("[%s]\n", dirname("foo/"));
	printf("[%s]\n", dirname("/foo"));
	printf("[%s]\n", dirname("/"));
	printf("[%s]\n", dirname("///"));
	printf("[%s]\n", dirname(""));
	printf("[%s]\n", dirname(".."));
	printf("[%s]\n", dirname("a/.."));
	exit(0);
}
