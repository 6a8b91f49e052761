/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@q = quantize(1, 5);
	@q = quantize(2, 15);
	normalize(@q, 4);
	printa(@q);
	exit(0);
}
