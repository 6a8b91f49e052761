/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1] = 1;
	a["one"] = 2;
	exit(0);
}
