/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	unsigned int a : 3;
	unsigned int b : 3;
};

struct flags f;

BEGIN
{
	f.a = 5;
	f.b = 2;
	@k[f.a, f.b] = count();
	printa("%d %d %@d\n", @k);
	exit(0);
}
