/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", substr("foobar", -1));
	printf("[%s]\n", substr("foobar", -3));
	printf("[%s]\n", substr("foobar", -6));
	printf("[%s]\n", substr("foobar", -7));
	printf("[%s]\n", substr("foobar", -3, 2));
	printf("[%s]\n", substr("foobar", -8, 4));
	printf("[%s]\n", substr("foobar", -8, 2));
	printf("[%s]\n", substr("foobar", -8, 1));
	exit(0);
}
