/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	unsigned int a : 4;
};

struct flags f;

BEGIN
{
	f.a = 14;
	f.a++;
	f.a++;
	f.a += 3;
	printf("%d\n", f.a);
	exit(0);
}
