/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option aggsize=1k
#pragma D option aggrate=10s

int n;

tick-1ms
/n < 500/
{
	@a[n++] = count();
}

tick-1ms
/n == 500/
{
	trunc(@a);
	exit(0);
}
