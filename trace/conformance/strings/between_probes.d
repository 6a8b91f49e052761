/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "kept";
}

tick-10ms
{
	printf("%s\n", s);
	exit(0);
}
