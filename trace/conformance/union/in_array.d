/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	int i;
	char c;
};

union u v[4];

BEGIN
{
	v[2].i = 0x41;
	printf("%c %d %d\n", v[2].c, v[1].i, sizeof (v));
	exit(0);
}
