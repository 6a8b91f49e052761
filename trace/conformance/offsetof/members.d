/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char c;
	short h;
	int i;
	char d;
	long l;
	char e[3];
	char f;
};

BEGIN
{
	printf("%d %d %d %d %d %d %d\n", offsetof(struct s, c), offsetof(struct s, h), offsetof(struct s, i),
	    offsetof(struct s, d), offsetof(struct s, l), offsetof(struct s, e), offsetof(struct s, f));
	exit(0);
}
