/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["one"] = quantize(1);
	@a["two"] = quantize(2);
	exit(0);
}
