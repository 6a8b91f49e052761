/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

char c[4];

BEGIN
{
	c[0] = 'a';
	c[1] = 'b';
	c[2] = 'c';
	c[3] = 'd';
	printf("%s %d\n", stringof(c), strlen(stringof(c)));
	c[2] = 0;
	printf("%s %d\n", stringof(c), stringof(c) == "ab");
	exit(0);
}
