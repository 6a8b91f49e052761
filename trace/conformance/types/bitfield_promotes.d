/* SPDX-License-Identifier: BSD-2-Clause */
/* An unsigned bit-field that is narrower than an int is an int in expressions, as in C. */
#pragma D option quiet

struct fields {
	unsigned int narrow : 7;
	int with_sign : 5;
	unsigned int whole : 32;
};

struct fields v;

BEGIN
{
	v.narrow = 3;
	v.with_sign = -2;
	v.whole = 1;
	printf("%d %d %d %d\n", ~v.narrow, v.narrow - 5, -v.narrow / 2, v.narrow < -1);
	printf("%d %d\n", -v.with_sign, -v.whole);
	exit(0);
}
