/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	n = 1000;
	d = 7;
	printf("%d %d\n", n / d, n % d);
	exit(0);
}
