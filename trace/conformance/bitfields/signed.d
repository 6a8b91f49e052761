/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	int a : 3;
	int b : 5;
};

struct flags f;

BEGIN
{
	f.a = 7;
	f.b = 15;
	printf("%d %d\n", f.a, f.b);
	exit(0);
}
