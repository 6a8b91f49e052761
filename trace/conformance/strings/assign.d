/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "hello";
	printf("%s\n", s);
	exit(0);
}
