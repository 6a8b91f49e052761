/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(-5);
	@a = quantize(-1);
	@a = quantize(0);
	@a = quantize(1);
	@a = quantize(5);
	exit(0);
}
