/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a;
inline int twice[int a] = a * 2;

BEGIN
{
	a = 100;
	printf("%d %d\n", twice[4], a);
	exit(0);
}
