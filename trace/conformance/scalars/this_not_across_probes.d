/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

this int x;

BEGIN
{
	this->x = 5;
}

BEGIN
{
	g = this->x;
}

tick-10ms
{
	this->x = 6;
}

tick-10ms
{
	printf("%d %d\n", g, this->x);
	exit(0);
}
