/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x"] = sum(3);
	exit(0);
}

END
{
	printa("%s %@d\n", @a);
}
