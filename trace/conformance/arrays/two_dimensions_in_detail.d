/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2][3];

BEGIN
{
	a[0][0] = 1;
	a[0][2] = 3;
	a[1][0] = 4;
	a[1][2] = 6;
	this->i = 1;
	this->j = 2;
	printf("%d %d %d %d\n", a[0][2], a[this->i][0], a[this->i][this->j], sizeof (a));
	printf("%d %d\n", sizeof (a[0]), a[0][this->j]);
	exit(0);
}
