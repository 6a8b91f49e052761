/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2];

BEGIN
{
	a[1] = 11;
	this->n = (uint64_t)&a[0];
	printf("%d %d\n", *(int *)(this->n + 4), (int *)this->n == &a[0]);
	exit(0);
}
