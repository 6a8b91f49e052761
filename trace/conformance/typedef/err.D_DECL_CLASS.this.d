/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef this int x;

BEGIN
{
	exit(0);
}
