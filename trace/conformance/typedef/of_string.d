/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef string name_t;

name_t n;

BEGIN
{
	n = "abc";
	printf("%s %d\n", n, n == "abc");
	exit(0);
}
