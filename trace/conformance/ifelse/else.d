/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (0) {
		printf("true\n");
	} else {
		printf("false\n");
	}
	exit(0);
}
