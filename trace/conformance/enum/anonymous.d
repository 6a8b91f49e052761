/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum {
	ONE = 1,
	TWO
};

BEGIN
{
	printf("%d\n", ONE + TWO);
	exit(0);
}
