/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10000000nsec
{
	ns++;
}

tick-10000usec
{
	us++;
}

tick-10msec
{
	ms++;
}

tick-1s,
tick-1sec
{
	s++;
}

tick-2005ms
{
	printf("%d %d %d %d\n", ns, us, ms, s);
	exit(0);
}
