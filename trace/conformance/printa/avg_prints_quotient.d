/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["k"] = avg(10);
	@a["k"] = avg(15);
	printa("%s %@d\n", @a);
	exit(0);
}
