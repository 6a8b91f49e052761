/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

string s;

BEGIN
{
	s = "abc";
	p = (char *)s;
	printf("%c%c%c %d %s\n", *p, p[1], *(p + 2), p[3], stringof(p + 1));
	exit(0);
}
