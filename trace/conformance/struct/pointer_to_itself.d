/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct node {
	int value;
	struct node *next;
};

struct node a, b, c;
struct node nodes[3];

BEGIN
{
	nodes[0].value = 1;
	nodes[0].next = &nodes[1];
	nodes[1].value = 2;
	nodes[1].next = &nodes[2];
	nodes[2].value = 3;
	nodes[2].next = NULL;
	this->p = &nodes[0];
	printf("%d", this->p->value);
	this->p = this->p->next;
	printf(" %d", this->p->value);
	printf(" %d", this->p->next->value);
	printf(" %d\n", nodes[0].next->next->next == NULL);
	exit(0);
}
