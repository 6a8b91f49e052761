/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int a_t;
typedef int a_t;

BEGIN
{
	exit(0);
}
