/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2];
void *v;

BEGIN
{
	p = &a[0];
	v = p;
	printf("%d %d %d %d\n", p == v, v != &a[1], p == 0, (uint64_t)p == p);
	exit(0);
}
