/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", substr("foobar", 0, -1));
	printf("[%s]\n", substr("foobar", 2, -2));
	printf("[%s]\n", substr("foobar", -4, -2));
	printf("[%s]\n", substr("foobar", 0, -6));
	printf("[%s]\n", substr("foobar", 0, -7));
	printf("[%s]\n", substr("foobar", -4, -5));
	exit(0);
}
