/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int a_t;

BEGIN
{
	trace(a_t);
	exit(0);
}
