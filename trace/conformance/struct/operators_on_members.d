/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int n;
};

struct s v;

BEGIN
{
	v.n = 5;
	v.n++;
	v.n += 4;
	v.n <<= 1;
	printf("%d\n", v.n);
	exit(0);
}
