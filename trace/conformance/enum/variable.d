/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum color {
	RED = 1,
	GREEN
};

enum color c;

BEGIN
{
	c = GREEN;
	printf("%d %d %d\n", c, c == GREEN, sizeof (c));
	exit(0);
}
