/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(3);
	@a = quantize(4);
	@a = quantize(7);
	@a = quantize(8);
	@a = quantize(15);
	@a = quantize(16);
	exit(0);
}
