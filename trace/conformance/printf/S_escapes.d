/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%S\n", "a\tb\nc\\d");
	exit(0);
}
