/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int a_t;

unsigned a_t x;

BEGIN
{
	exit(0);
}
