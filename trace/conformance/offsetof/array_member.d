/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char name[5];
	int n[3];
	char last;
};

BEGIN
{
	printf("%d %d %d\n", offsetof(struct s, name), offsetof(struct s, n), offsetof(struct s, last));
	exit(0);
}
