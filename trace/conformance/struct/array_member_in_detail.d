/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char name[8];
	int values[4];
} s;

BEGIN
{
	s.values[0] = 1;
	s.values[3] = 4;
	s.name[0] = 'h';
	s.name[1] = 'i';
	this->i = 3;
	printf("%s %d %d\n", stringof(s.name), s.values[this->i], s.values[1]);
	exit(0);
}
