/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = llquantize(5, 10, 0, 2, 10, 3);
	@a = llquantize(50, 10, 0, 2, 10, 2);
	exit(0);
}
