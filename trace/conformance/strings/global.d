/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

string s;

BEGIN
{
	s = "hello";
	t = s;
	s = "world";
	printf("%s %s\n", t, s);
	exit(0);
}
