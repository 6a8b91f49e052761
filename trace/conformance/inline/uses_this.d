/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

this int x;
inline int x2 = this->x * 2;

BEGIN
{
	this->x = 4;
	printf("%d\n", x2);
	exit(0);
}
