/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

this int a[int];

BEGIN
{
	exit(0);
}
