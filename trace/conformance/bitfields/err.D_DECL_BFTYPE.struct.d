/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct t {
	int a;
};

struct s {
	struct t a : 3;
};

BEGIN
{
	exit(0);
}
