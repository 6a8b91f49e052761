/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	BITS = 3,
	MASK = (1 << BITS) - 1,
	BOTH = MASK | 0x10,
	CHAR = 'a',
	SIZE = sizeof (long),
	COND = BITS > 2 ? 5 : 6
};

BEGIN
{
	printf("%d %d %d %d %d\n", MASK, BOTH, CHAR, SIZE, COND);
	exit(0);
}
