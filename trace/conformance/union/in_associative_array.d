/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	int i;
	char c[4];
};

union u e[int];

BEGIN
{
	e[1].i = 0x00004142;
	e[2] = e[1];
	e[2].c[1] = 'X';
	printf("%s %s\n", stringof(e[1].c), stringof(e[2].c));
	exit(0);
}
