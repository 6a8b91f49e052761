/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(1, 0, 5, 1, 100);
	@a = lquantize(3, 0, 5, 1, 200);
	normalize(@a, 100);
	exit(0);
}
