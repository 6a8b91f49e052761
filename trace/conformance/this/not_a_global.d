/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->x = 1;
	x = 2;
	printf("%d %d\n", this->x, x);
	exit(0);
}
