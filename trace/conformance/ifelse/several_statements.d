/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (1) {
		x = 1;
		y = 2;
		printf("%d\n", x + y);
	}
	exit(0);
}
