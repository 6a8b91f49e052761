/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[int];
string s[int, string];

BEGIN
{
	a[1] = 70000;
	s[1, "k"] = "v";
	printf("%d %s\n", a[1], s[1, "k"]);
	exit(0);
}
