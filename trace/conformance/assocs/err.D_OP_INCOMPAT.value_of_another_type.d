/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1] = 1;
	a[2] = "two";
	exit(0);
}
