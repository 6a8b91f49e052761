/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int *a : 4;
};

BEGIN
{
	exit(0);
}
