/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	i = 3;
	s = i > 2 ? "large" : "small";
	t = i < 2 ? "small" : i < 4 ? "middle" : "large";
	printf("%s %s\n", s, t);
	exit(0);
}
