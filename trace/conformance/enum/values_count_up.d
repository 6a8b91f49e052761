/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	ZERO,
	ONE,
	TEN = 10,
	ELEVEN,
	MINUS = -5,
	MINUS_FOUR,
};

BEGIN
{
	printf("%d %d %d %d %d %d\n", ZERO, ONE, TEN, ELEVEN, MINUS, MINUS_FOUR);
	exit(0);
}
