/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	unsigned int a : 2;
	unsigned int b : 2;
};

struct flags f;

BEGIN
{
	f.a = 7;
	f.b = 1;
	printf("%d %d\n", f.a, f.b);
	exit(0);
}
