/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = llquantize(100, 10, 2, 3, 100);
	@a = llquantize(101, 10, 2, 3, 100);
	@a = llquantize(109, 10, 2, 3, 100);
	@a = llquantize(110, 10, 2, 3, 100);
	@a = llquantize(990, 10, 2, 3, 100);
	@a = llquantize(999, 10, 2, 3, 100);
	exit(0);
}
