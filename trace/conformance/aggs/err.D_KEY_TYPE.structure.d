/* SPDX-License-Identifier: BSD-2-Clause */
/* A structure is no key. */
struct pair {
	int a;
	int b;
};

struct pair p;

BEGIN
{
	@a[p] = count();
	exit(0);
}
