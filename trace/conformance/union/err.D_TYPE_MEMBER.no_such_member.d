/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	int a;
} u;

BEGIN
{
	trace(u.b);
	exit(0);
}
