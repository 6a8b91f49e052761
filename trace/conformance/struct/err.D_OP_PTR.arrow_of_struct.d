/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
} s;

BEGIN
{
	trace(s->a);
	exit(0);
}
