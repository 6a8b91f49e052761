/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum colour {
	RED,
	GREEN,
	BLUE
};

struct s {
	enum colour c : 2;
	int i : 30;
} v;

BEGIN
{
	v.c = GREEN;
	v.i = -1;
	printf("%d %d\n", v.c, v.i);
	exit(0);
}
