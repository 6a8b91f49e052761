/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["a"] = sum(1);
	@a["b"] = sum(2);
	n = 1;
	trunc(@a, n);
	printa("%s %@d\n", @a);
	exit(0);
}
