/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	LARGEST = 2147483647,
	SMALLEST = -2147483647 - 1
};

BEGIN
{
	printf("%d %d\n", LARGEST, SMALLEST);
	exit(0);
}
