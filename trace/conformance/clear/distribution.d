/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@q = quantize(100);
	clear(@q);
	printa(@q);
}

tick-10ms
{
	@q = quantize(1);
	printa(@q);
	exit(0);
}
