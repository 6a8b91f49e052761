/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(-10, -10, 0);
	@a = lquantize(-5, -10, 0);
	@a = lquantize(-1, -10, 0);
	@a = lquantize(0, -10, 0);
	exit(0);
}
