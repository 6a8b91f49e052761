/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[int, ...];

BEGIN
{
	exit(0);
}
