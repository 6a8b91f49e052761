/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = llquantize(1, 3, 0, 3, 3);
	@a = llquantize(3, 3, 0, 3, 3);
	@a = llquantize(9, 3, 0, 3, 3);
	@a = llquantize(27, 3, 0, 3, 3);
	exit(0);
}
