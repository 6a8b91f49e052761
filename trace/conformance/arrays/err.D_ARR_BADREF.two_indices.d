/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];

BEGIN
{
	a[1, 2] = 3;
	exit(0);
}
