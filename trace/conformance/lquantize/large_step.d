/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(150, 0, 1000, 100);
	@a = lquantize(250, 0, 1000, 100);
	@a = lquantize(999, 0, 1000, 100);
	exit(0);
}
