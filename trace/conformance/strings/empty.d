/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "";
	printf("[%s] %d\n", s, s == "");
	exit(0);
}
