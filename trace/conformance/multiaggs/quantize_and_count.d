/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@q["k"] = quantize(1);
	@c["k"] = count();
	printa("%s %@d%@d\n", @c, @q);
	exit(0);
}
