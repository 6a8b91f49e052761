/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(1);
	@a = quantize(1);
	@a = quantize(2);
	exit(0);
}
