/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

char c[4];

BEGIN
{
	c[0] = 'o';
	c[1] = 'k';
	s = stringof(c);
	c[0] = 'x';
	printf("%s %s\n", s, stringof c);
	exit(0);
}
