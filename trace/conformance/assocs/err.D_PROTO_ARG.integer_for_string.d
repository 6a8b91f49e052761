/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a["one", 1] = 1;
	a[1, "one"] = 2;
	exit(0);
}
