/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	unsigned int x : 20;
	unsigned int y : 20;
};

struct b {
	unsigned long x : 20;
	unsigned long y : 40;
};

struct c {
	unsigned char x : 5;
	unsigned char y : 5;
	unsigned char z : 3;
};

BEGIN
{
	printf("%d %d %d\n", sizeof (struct a), sizeof (struct b), sizeof (struct c));
	exit(0);
}
