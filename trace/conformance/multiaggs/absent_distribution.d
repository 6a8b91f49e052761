/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@c["x"] = count();
	@c["y"] = count();
	@q["x"] = quantize(1);
	printa("%s %@d%@d\n", @c, @q);
	exit(0);
}
