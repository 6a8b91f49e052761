/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "abc";
	printf("%d %d %d\n", sizeof (s), sizeof (string), sizeof ("abc"));
	exit(0);
}
