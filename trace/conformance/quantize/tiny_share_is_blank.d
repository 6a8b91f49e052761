/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(1);
	@a = quantize(1);
	@a = quantize(1);
	@a = quantize(1);
	@a = quantize(1);
	@a = quantize(4, 100000);
	exit(0);
}
