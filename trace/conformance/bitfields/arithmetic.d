/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	unsigned int a : 3;
	unsigned int b : 3;
};

struct flags f;

BEGIN
{
	f.a = 7;
	f.b = 7;
	printf("%d %d\n", f.a + f.b, f.a * f.b);
	exit(0);
}
