/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2];
void *v;

BEGIN
{
	a[1] = 12;
	v = &a[1];
	printf("%d %d %d\n", *(int *)v, v == &a[1], sizeof (v));
	exit(0);
}
