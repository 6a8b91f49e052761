/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int n;

tick-1ms
/n < 500/
{
	@a[n++ % 4] = count();
	@s = sum(1);
}

tick-1ms
/n == 500/
{
	printa("%d %@d\n", @a);
	printa("%@d\n", @s);
	exit(0);
}
