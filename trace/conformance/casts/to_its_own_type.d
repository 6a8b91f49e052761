/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

string s;
struct s {
	int a;
} v, w;

BEGIN
{
	s = (string)"abc";
	v.a = 5;
	w = (struct s)v;
	printf("%s %d\n", s, w.a);
	exit(0);
}
