/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(-1);
	@a = quantize(-2);
	@a = quantize(-3);
	@a = quantize(-4);
	@a = quantize(-9);
	exit(0);
}
