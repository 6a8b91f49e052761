/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x[1];

BEGIN
{
	x[0] = 11;
	p = (uintptr_t)&x[0];
	printf("%d\n", *(int *)p);
	exit(0);
}
