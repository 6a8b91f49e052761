/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@[strjoin("a", "b")] = count();
	@["ab"] = count();
	@[substr("xaby", 1, 2)] = count();
	printa("%s %@d\n", @);
	exit(0);
}
