/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef struct node node_t;

struct node {
	int value;
	node_t *next;
};

node_t n[2];

BEGIN
{
	n[0].next = &n[1];
	n[0].next->value = 6;
	printf("%d\n", n[1].value);
	exit(0);
}
