/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["big"] = avg(100);
	@a["small"] = avg(1);
	@a["small"] = avg(3);
	printa("%s %@d\n", @a);
	exit(0);
}
