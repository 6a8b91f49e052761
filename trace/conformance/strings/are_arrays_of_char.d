/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

string s;

BEGIN
{
	s = "hey";
	n["k"] = "element";
	i = 2;
	printf("%c%c%c %d %c", s[0], s[1], s[i], s[3], *s);
	printf(" %c %c %d\n", n["k"][2], "literal"[0], sizeof (s[0]));
	exit(0);
}
