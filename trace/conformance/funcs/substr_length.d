/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", substr("foobar", 0, 3));
	printf("[%s]\n", substr("foobar", 2, 3));
	printf("[%s]\n", substr("foobar", 3, 3));
	printf("[%s]\n", substr("foobar", 3, 300));
	printf("[%s]\n", substr("foobar", 3, 0));
	printf("[%s]\n", substr("foobar", 6, 1));
	exit(0);
}
