/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d %d %d\n", sizeof (1), sizeof (1u), sizeof (1l), sizeof (1ul), sizeof (1ll));
	printf("%d %d %d %d\n", sizeof (1ULL), sizeof (1LLU), sizeof (1LU), sizeof (0x1U));
	exit(0);
}
