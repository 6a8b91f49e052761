/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10000000ns
{
	ns++;
}

tick-10000us
{
	us++;
}

tick-10ms
{
	ms++;
}

tick-100hz
{
	hz++;
}

tick-100
{
	none++;
}

tick-1005ms
{
	printf("%d %d %d %d %d\n", ns, us, ms, hz, none);
	exit(0);
}
