/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1] = count();
	@a["one"] = count();
	exit(0);
}
