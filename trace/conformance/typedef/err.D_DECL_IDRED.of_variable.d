/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a;

typedef int a;

BEGIN
{
	exit(0);
}
