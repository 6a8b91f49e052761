/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (0) {
		x = 1;
	} else {
		x = 2;
	}
	printf("%d\n", x);
	exit(0);
}
