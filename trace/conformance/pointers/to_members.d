/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char c;
	int i;
	struct {
		short a[3];
	} in;
};

struct s v;

BEGIN
{
	pi = &v.i;
	pa = &v.in.a[2];
	*pi = 4;
	*pa = 5;
	printf("%d %d %d\n", v.i, v.in.a[2], (uintptr_t)pa - (uintptr_t)&v.c);
	exit(0);
}
