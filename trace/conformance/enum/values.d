/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum color {
	RED,
	GREEN,
	BLUE = 7,
	LATER
};

BEGIN
{
	printf("%d %d %d %d\n", RED, GREEN, BLUE, LATER);
	exit(0);
}
