/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1 ? "yes" : "no"] = count();
	printa("%s\n", @a);
	exit(0);
}
