/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(1, 0, 10, 1, -5);
	@a = lquantize(2, 0, 10, 1, -3);
	exit(0);
}
