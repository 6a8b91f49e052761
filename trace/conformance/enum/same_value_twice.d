/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	A = 1,
	B = 1,
	C = A + B
};

BEGIN
{
	printf("%d %d %d\n", A, B == A, C);
	exit(0);
}
