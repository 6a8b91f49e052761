/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x[1];
int *p[1];

BEGIN
{
	x[0] = 3;
	p[0] = &x[0];
	q = &p[0];
	printf("%d\n", **q);
	exit(0);
}
