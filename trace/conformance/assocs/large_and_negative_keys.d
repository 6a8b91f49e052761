/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[0x7fffffffffffffff] = 1;
	a[-0x7fffffffffffffff - 1] = 2;
	a[0] = 3;
	printf("%d %d %d\n", a[0x7fffffffffffffff], a[0x8000000000000000], a[0]);
	exit(0);
}
