/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	int b;
	int c;
};

BEGIN
{
	printf("%d\n", offsetof(struct s, c) * 2);
	exit(0);
}
