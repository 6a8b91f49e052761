/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["red"] = count();
	@a["green"] = count();
	@a["red"] = count();
	printa("%s %@d\n", @a);
	exit(0);
}
