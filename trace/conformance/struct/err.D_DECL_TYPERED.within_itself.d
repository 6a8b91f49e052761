/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	struct s {
		int a;
	};
};

struct s v;

BEGIN
{
	trace(v.b);
	exit(0);
}
