/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggpack

BEGIN
{
	@a["x"] = quantize(4);
	@a["x"] = quantize(16);
	@a["y"] = quantize(8);
	exit(0);
}
