/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(-3, -5, 5);
	@a = lquantize(0, -5, 5);
	@a = lquantize(3, -5, 5);
	exit(0);
}
