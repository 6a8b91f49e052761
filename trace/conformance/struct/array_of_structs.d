/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char c;
	int i;
};

struct s a[3];

BEGIN
{
	a[0].i = 1;
	a[1].i = 2;
	a[2].i = 3;
	a[1].c = 'x';
	this->i = 1;
	a[this->i + 1].i++;
	printf("%d %d %d %c %d\n", a[0].i, a[this->i].i, a[2].i, a[1].c, sizeof (a));
	a[0] = a[2];
	printf("%d\n", a[0].i);
	exit(0);
}
