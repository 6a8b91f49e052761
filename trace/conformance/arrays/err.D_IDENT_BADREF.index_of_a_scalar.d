/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a;

BEGIN
{
	a[1] = 2;
	exit(0);
}
