/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
};

int a[struct s];

BEGIN
{
	exit(0);
}
