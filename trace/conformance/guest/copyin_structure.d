/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct pair {
	short a;
	int b;
};

tick-10ms
{
	this->p = (struct pair *)copyin(0x1000, sizeof (struct pair));
	printf("%d %d\n", this->p->a, this->p->b);
	exit(0);
}
