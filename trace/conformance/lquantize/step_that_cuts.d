/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(0, 0, 10, 3);
	@a = lquantize(3, 0, 10, 3);
	@a = lquantize(6, 0, 10, 3);
	@a = lquantize(9, 0, 10, 3);
	exit(0);
}
