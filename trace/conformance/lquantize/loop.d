/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int i;

tick-1ms
{
	@a = lquantize(i, 0, 50, 5);
	i++;
}

tick-1ms
/i == 60/
{
	exit(0);
}
