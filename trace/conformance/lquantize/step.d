/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(0, 0, 100, 10);
	@a = lquantize(9, 0, 100, 10);
	@a = lquantize(10, 0, 100, 10);
	@a = lquantize(15, 0, 100, 10);
	@a = lquantize(95, 0, 100, 10);
	@a = lquantize(99, 0, 100, 10);
	exit(0);
}
