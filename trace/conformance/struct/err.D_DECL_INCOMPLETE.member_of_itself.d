/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	struct s s;
};

BEGIN
{
	exit(0);
}
