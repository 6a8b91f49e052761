/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct point {
	int x;
	int y;
};

struct box {
	struct point low;
	struct point high;
	char name[4];
};

struct box b;

BEGIN
{
	b.low.x = 1;
	b.low.y = 2;
	b.high.x = 10;
	b.high.y = 20;
	printf("%d %d\n", b.high.x - b.low.x, b.high.y - b.low.y);
	exit(0);
}
