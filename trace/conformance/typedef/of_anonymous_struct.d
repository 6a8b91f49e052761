/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef struct {
	char c;
	long l;
} pair_t;

pair_t p;
pair_t *q;

BEGIN
{
	p.l = 4;
	printf("%d %d %d\n", p.l, sizeof (pair_t), sizeof (*q));
	exit(0);
}
