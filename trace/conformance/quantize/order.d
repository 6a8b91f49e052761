/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["many"] = quantize(100);
	@a["few"] = quantize(1);
	printa("%s:%@d\n", @a);
	exit(0);
}
