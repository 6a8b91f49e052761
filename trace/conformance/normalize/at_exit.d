/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x"] = sum(10);
	normalize(@a, 5);
	exit(0);
}
