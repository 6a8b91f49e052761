/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 0;
	printf("%d ", --x);
	printf("%d\n", x);
	exit(0);
}
