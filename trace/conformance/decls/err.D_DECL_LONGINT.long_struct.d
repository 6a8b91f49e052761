/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
};

long struct s v;

BEGIN
{
	exit(0);
}
