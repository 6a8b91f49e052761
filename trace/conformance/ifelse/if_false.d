/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (0) {
		printf("true\n");
	}
	exit(0);
}
