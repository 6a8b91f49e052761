/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(4);
	@a = quantize(5);
	@a = quantize(6);
	@a = quantize(7);
	exit(0);
}
