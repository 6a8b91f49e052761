/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this -> x = 3;
	printf("%d\n", this->x);
	exit(0);
}
