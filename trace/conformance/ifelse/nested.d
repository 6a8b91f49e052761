/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 5;
	if (x > 1) {
		if (x > 10) {
			printf("big\n");
		} else {
			printf("middle\n");
		}
	} else {
		printf("small\n");
	}
	exit(0);
}
