/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum {
	FIRST = 1,
	SECOND
};

BEGIN
{
	x = SECOND;
	printf("%d\n", x + FIRST);
	exit(0);
}
