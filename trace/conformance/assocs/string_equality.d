/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a["k"] = "abc";
	printf("%d %d\n", a["k"] == "abc", a["k"] == "abd");
	exit(0);
}
