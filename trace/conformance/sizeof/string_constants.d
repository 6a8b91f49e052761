/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d\n", sizeof (""), sizeof ("abc"), sizeof ("a\tb\n"));
	exit(0);
}
