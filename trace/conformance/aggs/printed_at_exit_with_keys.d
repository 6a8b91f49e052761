/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["abc"] = sum(7);
	@a["de"] = sum(3);
	exit(0);
}
