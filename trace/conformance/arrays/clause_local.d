/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

this int a[3];

BEGIN
{
	this->a[0] = 1;
	this->a[2] = 3;
	this->i = 2;
	printf("%d %d\n", this->a[0], this->a[this->i]);
	exit(0);
}
