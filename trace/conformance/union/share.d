/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	int i;
	unsigned char c[4];
};

union u v;

BEGIN
{
	v.i = 0x04030201;
	printf("%d %d %d %d %d\n", v.c[0], v.c[1], v.c[2], v.c[3], sizeof (v));
	exit(0);
}
