/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = llquantize(1, 2, 0, 4, 2);
	@a = llquantize(2, 2, 0, 4, 2);
	@a = llquantize(3, 2, 0, 4, 2);
	@a = llquantize(4, 2, 0, 4, 2);
	@a = llquantize(5, 2, 0, 4, 2);
	@a = llquantize(6, 2, 0, 4, 2);
	@a = llquantize(7, 2, 0, 4, 2);
	@a = llquantize(8, 2, 0, 4, 2);
	exit(0);
}
