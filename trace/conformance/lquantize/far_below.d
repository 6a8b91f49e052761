/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(-1000000, -100, 100, 10);
	exit(0);
}
