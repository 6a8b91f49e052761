/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int number;
typedef number count_t;

count_t x;

BEGIN
{
	x = 3;
	printf("%d %d\n", x, sizeof (x));
	exit(0);
}
