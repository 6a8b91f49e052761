/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef struct pair {
	char a;
	int b;
} pair_t;

pair_t p;

BEGIN
{
	printf("%d %d %d %d\n", sizeof (pair_t), sizeof (struct pair), sizeof (p), sizeof (p.b));
	exit(0);
}
