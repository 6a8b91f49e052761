/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	signed char c;
	unsigned char uc;
	short s;
	unsigned short us;
};

struct s v;

BEGIN
{
	v.c = 255;
	v.uc = 255;
	v.s = 65535;
	v.us = 65535;
	printf("%d %d %d %d\n", v.c, v.uc, v.s, v.us);
	exit(0);
}
