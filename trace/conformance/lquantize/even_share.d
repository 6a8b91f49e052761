/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(1, 0, 5);
	@a = lquantize(2, 0, 5);
	@a = lquantize(3, 0, 5);
	exit(0);
}
