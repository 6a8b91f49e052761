/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@q["low"] = lquantize(1, 0, 10, 1);
	@q["low"] = lquantize(2, 0, 10, 1);
	@q["high"] = lquantize(4, 0, 10, 1);
	trunc(@q, 1);
	printa("%s%@d", @q);
	exit(0);
}
