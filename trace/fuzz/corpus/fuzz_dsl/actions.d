/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option aggsortkey
#pragma D option nspec=2

int x;

BEGIN
{
	self->i = speculation();
	@q = quantize(x);
	@l[pid] = lquantize(x, 0, 100, 10);
	@g[execname] = llquantize(x, 10, 0, 3, 20);
	@d = stddev(x);
}

tick-10ms
/x++ < 3/
{
	speculate(self->i);
	trace(x);
}

profile-997
{
	@d = stddev(arg2);
	@l[pid] = lquantize(x, 0, 100, 10, 2);
}

tick-50ms
{
	commit(self->i);
	trunc(@l, 2);
	normalize(@q, 10);
	printa("%d %@d\n", @l);
	clear(@q);
	setopt("quiet");
	exit(0);
}

END
{
	denormalize(@q);
	printa(@q);
	discard(self->i);
}
