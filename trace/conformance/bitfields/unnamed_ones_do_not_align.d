/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	char c;
	int : 7;
	char d;
};

BEGIN
{
	printf("%d %d\n", sizeof (struct a), offsetof(struct a, d));
	exit(0);
}
