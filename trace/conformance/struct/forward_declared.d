/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct b;

struct a {
	struct b *other;
	int n;
};

BEGIN
{
	printf("%d\n", sizeof (struct a));
	exit(0);
}
