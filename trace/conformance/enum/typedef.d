/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef enum colour {
	RED = 7,
	GREEN
} colour_t;

colour_t c;

BEGIN
{
	c = GREEN;
	printf("%d %d\n", c, c == RED);
	exit(0);
}
