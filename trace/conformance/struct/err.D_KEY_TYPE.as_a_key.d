/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	int a;
} a;

BEGIN
{
	x[a] = 1;
	exit(0);
}
