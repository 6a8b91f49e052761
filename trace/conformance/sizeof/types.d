/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char c;
	int i;
	char d;
};

union u {
	char c[3];
	short h;
};

BEGIN
{
	printf("%d %d %d %d %d\n", sizeof (struct s), sizeof (union u), sizeof (int *),
	    sizeof (char [10]), sizeof (struct s [3]));
	exit(0);
}
