/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	int b;
};

char c[offsetof(struct s, b)];

BEGIN
{
	printf("%d %d\n", sizeof (c), sizeof (offsetof(struct s, b)));
	exit(0);
}
