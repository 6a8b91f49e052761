/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef struct {
	int a;
	int b;
} pair_t;

union u {
	int a;
	pair_t b;
};

BEGIN
{
	printf("%d %d\n", offsetof(pair_t, b), offsetof(union u, b));
	exit(0);
}
