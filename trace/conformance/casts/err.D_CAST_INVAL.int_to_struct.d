/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
} v;

BEGIN
{
	v = (struct s)1;
	exit(0);
}
