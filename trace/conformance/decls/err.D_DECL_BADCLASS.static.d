/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

static int x;

BEGIN
{
	exit(0);
}
