/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@c = count();
	@c = count();
	@c = count();
	@s = sum(-100);
	@least = min(-7);
	@most = max(99);
	@a = avg(10);
	@a = avg(21);
	@d = stddev(100);
	@d = stddev(300);
	normalize(@c, 2);
	normalize(@s, 3);
	normalize(@least, 2);
	normalize(@most, 10);
	normalize(@a, 2);
	normalize(@d, 10);
	printa("%@d ", @c);
	printa("%@d ", @s);
	printa("%@d ", @least);
	printa("%@d ", @most);
	printa("%@d ", @a);
	printa("%@d\n", @d);
	exit(0);
}
