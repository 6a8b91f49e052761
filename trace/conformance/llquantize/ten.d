/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = llquantize(1, 10, 0, 6, 20);
	@a = llquantize(5, 10, 0, 6, 20);
	@a = llquantize(10, 10, 0, 6, 20);
	@a = llquantize(15, 10, 0, 6, 20);
	@a = llquantize(99, 10, 0, 6, 20);
	@a = llquantize(100, 10, 0, 6, 20);
	@a = llquantize(500, 10, 0, 6, 20);
	exit(0);
}
