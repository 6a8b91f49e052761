/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", substr("foobar", 0));
	printf("[%s]\n", substr("foobar", 3));
	printf("[%s]\n", substr("foobar", 5));
	printf("[%s]\n", substr("foobar", 6));
	printf("[%s]\n", substr("foobar", 100));
	printf("[%s]\n", substr("", 0));
	printf("[%s]\n", substr("", 3));
	exit(0);
}
