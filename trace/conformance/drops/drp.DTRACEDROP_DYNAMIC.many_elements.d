/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option dynvarsize=1k

int n;

tick-1ms
/n < 500/
{
	a[n++] = 1;
}

tick-1ms
/n == 500/
{
	exit(0);
}
