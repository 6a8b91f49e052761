/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int v[2];
int *p[2];
int **pp;

BEGIN
{
	v[1] = 6;
	p[0] = &v[1];
	pp = &p[0];
	**pp = **pp + 1;
	printf("%d %d\n", **pp, v[1]);
	exit(0);
}
