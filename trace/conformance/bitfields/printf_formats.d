/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	unsigned int a : 5;
	unsigned int b : 11;
	int c : 4;
};

struct flags f;

BEGIN
{
	f.a = 31;
	f.b = 0x7ff;
	f.c = -3;
	printf("%d %x %d %o\n", f.a, f.b, f.c, f.a);
	exit(0);
}
