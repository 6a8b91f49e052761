/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	unsigned int a : 4;
	unsigned int b : 4;
	unsigned int c : 4;
};

struct flags f;

BEGIN
{
	f.a = 15;
	f.c = 15;
	f.b = 0;
	f.b = 9;
	f.b = 6;
	printf("%d %d %d\n", f.a, f.b, f.c);
	exit(0);
}
