/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	A,
	B,
};

BEGIN
{
	printf("%d\n", B);
	exit(0);
}
