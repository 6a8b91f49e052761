/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = llquantize(-5, 10, 0, 3, 10);
	exit(0);
}
