/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "a long string";
	s = "short";
	printf("[%s]\n", s);
	exit(0);
}
