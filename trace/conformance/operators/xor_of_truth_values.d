/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d %d\n", 0 ^^ 0, 4 ^^ 0, 0 ^^ 8, 4 ^^ 8);
	exit(0);
}
