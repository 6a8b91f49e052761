/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
} v;

struct t {
	int a;
} w;

BEGIN
{
	v = (struct s)w;
	exit(0);
}
