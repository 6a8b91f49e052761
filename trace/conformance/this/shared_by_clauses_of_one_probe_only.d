/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->x = 1;
}

BEGIN
{
	this->x++;
	this->y = this->x + 10;
}

BEGIN
{
	printf("%d %d\n", this->x, this->y);
	exit(0);
}
