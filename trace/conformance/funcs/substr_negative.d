/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "abcdefgh";
	printf("[%s][%s][%s][%s]\n", substr(s, 2), substr(s, 2, 3), substr(s, -3), substr(s, 1, -2));
	exit(0);
}
