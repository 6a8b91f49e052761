/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "a\tb\\c\"d\'e\x41\101";
	printf("%s\n", s);
	exit(0);
}
