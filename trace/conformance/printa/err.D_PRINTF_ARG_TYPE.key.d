/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x"] = count();
	printa("%d %@d\n", @a);
	exit(0);
}
