/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	_a = 1;
	a_1 = 2;
	A = 3;
	a = 4;
	printf("%d %d %d %d\n", _a, a_1, A, a);
	exit(0);
}
