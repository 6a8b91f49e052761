/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1, 2] = 1;
	a[1] = 2;
	exit(0);
}
