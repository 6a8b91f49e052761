/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[0];

BEGIN
{
	exit(0);
}
