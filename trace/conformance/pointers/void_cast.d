/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x[1];

BEGIN
{
	x[0] = 6;
	p = (void *)&x[0];
	printf("%d\n", *(int *)p);
	exit(0);
}
