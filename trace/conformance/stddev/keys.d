/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["same"] = stddev(3);
	@a["same"] = stddev(3);
	@a["wide"] = stddev(0);
	@a["wide"] = stddev(200);
	printa("%s %@d\n", @a);
	exit(0);
}
