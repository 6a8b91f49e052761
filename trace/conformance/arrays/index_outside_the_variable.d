/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3], after;
int rows[3][4];
struct s {
	int x[2];
} v, of[2];
self struct s mine;

ERROR
{
	printf("fault %d\n", arg4);
}

BEGIN
{
	i = 2;
	a[i] = 7;
	rows[i][i + 1] = 8;
	v.x[i - 1] = 9;
	of[i - 1].x[i - 1] = 10;
	self->mine = v;
	self->mine.x[i - 1] = 11;
	printf("%d %d %d %d %d\n", a[i], rows[2][3], v.x[1], of[1].x[1], self->mine.x[i - 1]);
}

BEGIN { a[i + 1] = 1; printf("bad\n"); }
BEGIN { a[i - 3] = 1; printf("bad\n"); }
BEGIN { a[i + (1L << 32)] = 1; printf("bad\n"); }
BEGIN { rows[i + 1][0] = 1; printf("bad\n"); }
BEGIN { rows[i - 2][i + 2] = 1; printf("bad\n"); }
BEGIN { v.x[i] = 1; printf("bad\n"); }
BEGIN { of[i].x[0] = 1; printf("bad\n"); }
BEGIN { self->mine.x[i] = 1; printf("bad\n"); }

BEGIN
{
	printf("%d\n", after);
	exit(0);
}
