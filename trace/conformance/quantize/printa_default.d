/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["k"] = quantize(5);
	printa(@a);
	exit(0);
}
