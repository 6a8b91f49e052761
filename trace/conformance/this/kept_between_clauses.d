/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->x = 5;
}

BEGIN
{
	printf("%d\n", this->x);
	exit(0);
}
