/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

this int x;
this char c;

BEGIN
{
	this->x = 70000;
	this->c = 300;
	printf("%d %d\n", this->x, this->c);
	exit(0);
}
