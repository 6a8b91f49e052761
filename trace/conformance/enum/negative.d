/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	MINUS = -2,
	NEXT,
	ZERO
};

BEGIN
{
	printf("%d %d %d\n", MINUS, NEXT, ZERO);
	exit(0);
}
