/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	A,
	B,
	C
};

BEGIN
{
	x = (enum e)2;
	printf("%d %d\n", x == C, (char)C + (enum e)'a');
	exit(0);
}
