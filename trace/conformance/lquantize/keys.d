/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["x"] = lquantize(1, 0, 5);
	@a["y"] = lquantize(2, 0, 5);
	printa("%s%@d\n", @a);
	exit(0);
}
