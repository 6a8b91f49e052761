/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = quantize(9223372036854775807);
	@a = quantize(1099511627776);
	@a = quantize(4611686018427387904);
	exit(0);
}
