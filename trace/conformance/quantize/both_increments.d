/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(8, 3);
	@a = quantize(16, -1);
	@a = quantize(32, 2);
	exit(0);
}
