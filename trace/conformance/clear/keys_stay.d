/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int n;

BEGIN
{
	@a["x"] = sum(10);
	@a["y"] = sum(-3);
}

tick-10ms
/n == 0/
{
	printa("%s %@d\n", @a);
	clear(@a);
	printa("%s %@d\n", @a);
}

tick-10ms
/n == 1/
{
	@a["y"] = sum(4);
}

tick-10ms
/n == 2/
{
	printa("%s %@d\n", @a);
	exit(0);
}

tick-10ms
{
	n++;
}
