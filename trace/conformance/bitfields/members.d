/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	unsigned int a : 1;
	unsigned int b : 3;
	unsigned int c : 4;
};

struct flags f;

BEGIN
{
	f.a = 1;
	f.b = 5;
	f.c = 9;
	printf("%d %d %d\n", f.a, f.b, f.c);
	exit(0);
}
