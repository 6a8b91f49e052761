/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[5];

BEGIN
{
	a[5] = 1;
	exit(0);
}
