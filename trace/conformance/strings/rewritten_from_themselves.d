/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "abc";
	s = substr(s, 1);
	s = strjoin(s, s);
	a["k"] = "v";
	a["k"] = strjoin(a["k"], a["k"]);
	this->t = "x";
	this->t = this->t == "x" ? "y" : "z";
	printf("%s %s %s\n", s, a["k"], this->t);
	exit(0);
}
