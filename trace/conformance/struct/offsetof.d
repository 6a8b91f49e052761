/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char c;
	int i;
	char d;
	long l;
};

BEGIN
{
	printf("%d %d %d %d\n", offsetof(struct s, c), offsetof(struct s, i), offsetof(struct s, d), offsetof(struct s, l));
	exit(0);
}
