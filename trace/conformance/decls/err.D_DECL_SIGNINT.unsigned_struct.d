/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
};

unsigned struct s v;

BEGIN
{
	exit(0);
}
