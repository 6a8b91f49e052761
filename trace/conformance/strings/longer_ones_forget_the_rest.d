/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "a long string";
	s = "b";
	s = s;
	printf("[%s] %d\n", s, s == "b");
	exit(0);
}
