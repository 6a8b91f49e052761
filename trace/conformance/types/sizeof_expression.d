/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

short s;

BEGIN
{
	s = 1;
	printf("%d %d %d %d\n", sizeof (s), sizeof s, sizeof (1), sizeof (1L));
	exit(0);
}
