/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 0;
	if (x == 0) {
		x = 1;
		y = 2;
		printf("%d %d\n", x, y);
	} else {
		x = 3;
		printf("not here\n");
	}
	printf("%d\n", x);
	exit(0);
}
