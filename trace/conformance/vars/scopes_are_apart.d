/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;
self int x;
this int x;

BEGIN
{
	x = 1;
	self->x = 2;
	this->x = 3;
	@x = sum(4);
	printf("%d %d %d\n", x, self->x, this->x);
	printa("%@d\n", @x);
	exit(0);
}
