/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a[2];
	int b;
} s;

BEGIN
{
	this->i = 2;
	s.b = 7;
	printf("%d\n", s.a[this->i]);
	exit(0);
}
