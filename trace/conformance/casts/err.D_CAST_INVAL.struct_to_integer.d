/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
};

struct s v;

BEGIN
{
	x = (int)v;
	exit(0);
}
