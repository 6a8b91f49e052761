/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a : 4;
};

struct s v;

BEGIN
{
	trace(sizeof (v.a));
	exit(0);
}
