/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	unsigned char x : 3;
	unsigned char : 0;
	unsigned char y : 3;
};

struct b {
	unsigned int x : 3;
	unsigned int : 7;
	unsigned int y : 3;
} b;

union u {
	struct b b;
	unsigned int i;
} u;

BEGIN
{
	u.b.y = 7;
	printf("%d %d %x\n", sizeof (struct a), sizeof (struct b), u.i);
	exit(0);
}
