/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = lquantize(1, 0, 5);
	clear(@a);
	exit(0);
}
