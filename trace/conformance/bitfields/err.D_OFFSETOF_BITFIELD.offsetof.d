/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int b;
	int a : 4;
};

BEGIN
{
	trace(offsetof(struct s, a));
	exit(0);
}
