/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	int a;
} a;

struct b {
	int a;
} b;

BEGIN
{
	a = b;
	exit(0);
}
