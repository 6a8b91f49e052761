/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "\377";
	printf("%d\n", s[0]);
	exit(0);
}
