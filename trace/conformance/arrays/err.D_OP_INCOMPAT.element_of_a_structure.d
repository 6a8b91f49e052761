/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
} v;

BEGIN
{
	trace(v[1]);
	exit(0);
}
