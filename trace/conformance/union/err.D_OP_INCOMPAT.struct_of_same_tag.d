/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct t {
	int a;
} s;

union t {
	int a;
} u;

BEGIN
{
	s = u;
	exit(0);
}
