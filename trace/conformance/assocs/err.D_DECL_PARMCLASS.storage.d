/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[static int];

BEGIN
{
	exit(0);
}
