/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["k"] = stddev(0);
	@a["k"] = stddev(4);
	exit(0);
}
