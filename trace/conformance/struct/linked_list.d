/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct node {
	int value;
	struct node *next;
};

struct node n[3];

BEGIN
{
	n[0].value = 1;
	n[0].next = &n[1];
	n[1].value = 2;
	n[1].next = &n[2];
	n[2].value = 3;
	printf("%d %d\n", n[0].next->next->value, n[2].next == 0);
	exit(0);
}
