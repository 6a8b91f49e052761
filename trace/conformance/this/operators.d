/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->x = 6;
	this->x += 4;
	this->x++;
	--this->x;
	this->x <<= 2;
	printf("%d\n", this->x);
	exit(0);
}
