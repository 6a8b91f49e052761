/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = llquantize(9, 10, 0, 2, 10);
	@a = llquantize(10, 10, 0, 2, 10);
	@a = llquantize(99, 10, 0, 2, 10);
	@a = llquantize(100, 10, 0, 2, 10);
	@a = llquantize(999, 10, 0, 2, 10);
	exit(0);
}
