/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int n;

tick-1ms
/n < 100/
{
	@a = quantize(n++);
}

tick-1ms
/n == 100/
{
	exit(0);
}
