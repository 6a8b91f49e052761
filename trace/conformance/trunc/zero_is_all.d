/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["a"] = sum(1);
	trunc(@a, 0);
	printa("%s %@d\n", @a);
	exit(0);
}
