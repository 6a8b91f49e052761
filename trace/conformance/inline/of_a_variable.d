/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;
inline int twice = x * 2;

BEGIN
{
	x = 21;
	printf("%d\n", twice);
	exit(0);
}
