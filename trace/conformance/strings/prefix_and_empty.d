/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = "abc";
	e = "";
	printf("%d %d %d %d\n", "ab" < a, a < "abcd", e < a, e == "");
	exit(0);
}
