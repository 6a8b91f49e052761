/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1;
	if (x) {
	} else {
		printf("no\n");
	}
	if (!x) {
		printf("no\n");
	} else {
	}
	printf("end\n");
	exit(0);
}
