/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	char c;
	long l;
};

struct b {
	long l;
	char c;
};

struct c {
	char a;
	char b;
	short c;
};

struct d {
	struct c c[3];
	char d;
};

BEGIN
{
	printf("%d %d %d %d\n", sizeof (struct a), sizeof (struct b), sizeof (struct c), sizeof (struct d));
	exit(0);
}
