/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int n;

struct s {
	int a : n;
};

BEGIN
{
	exit(0);
}
