/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(1);
	@a = quantize(1024);
	exit(0);
}
