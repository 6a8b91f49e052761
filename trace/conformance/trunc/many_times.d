/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/* Keys that are gone make room for others. */
#pragma D option aggsize=4k

int n;

tick-1ms
{
	@a[n] = count();
	@b["x", n] = sum(n);
	n++;
}

tick-9700us
{
	trunc(@a);
	trunc(@b, 1);
}

tick-2000500us
{
	printa("%s %d %@d\n", @b);
	exit(0);
}
