/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a : 33;
};

BEGIN
{
	exit(0);
}
