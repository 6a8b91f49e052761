/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(1, 10);
	@a = quantize(2, 20);
	normalize(@a, 10);
	exit(0);
}
