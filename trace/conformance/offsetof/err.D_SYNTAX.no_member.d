/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
};

BEGIN
{
	trace(offsetof(struct s));
	exit(0);
}
