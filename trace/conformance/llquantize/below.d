/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = llquantize(0, 10, 1, 3, 10);
	exit(0);
}
