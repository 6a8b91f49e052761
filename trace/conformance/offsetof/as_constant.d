/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	int b;
};

int x[offsetof(struct s, b)];

BEGIN
{
	printf("%d\n", sizeof (x));
	exit(0);
}
