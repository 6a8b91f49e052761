/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct node {
	int value;
	struct node *next;
};

struct node n[4];
struct node *at;

BEGIN
{
	n[0].value = 10;
	n[0].next = &n[2];
	n[2].value = 20;
	n[2].next = &n[1];
	n[1].value = 30;
	n[1].next = &n[3];
	n[3].value = 40;
	at = n;
	total = 0;
}

tick-1ms
/at != NULL/
{
	printf("%d ", at->value);
	total += at->value;
	at = at->next;
}

tick-1ms
/at == NULL/
{
	printf("%d\n", total);
	exit(0);
}
