/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	fast++;
}

tick-100ms
{
	slow++;
}

tick-1005ms
{
	printf("%d %d\n", fast, slow);
	exit(0);
}
