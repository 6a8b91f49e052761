/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	zero = 0;
	x = zero ? 1 / zero : 5;
	if (zero && 1 / zero)
		x = 6;
	if (zero)
		x = 1 / zero;
	printf("%d\n", x);
	exit(0);
}
