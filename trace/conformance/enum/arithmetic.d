/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	A = 3,
	B
};

BEGIN
{
	printf("%d %d\n", A * B, A | B);
	exit(0);
}
