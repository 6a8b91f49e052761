/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2];
char c[4];
int *p;
char *q;

BEGIN
{
	p = &a[1];
	*p = 7;
	*p += 3;
	(*p)++;
	q = &c[2];
	*q = 'z';
	printf("%d %d %c\n", a[0], a[1], c[2]);
	exit(0);
}
