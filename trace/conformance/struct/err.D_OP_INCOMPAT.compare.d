/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct a {
	int a;
} a, b;

BEGIN
{
	trace(a == b);
	exit(0);
}
