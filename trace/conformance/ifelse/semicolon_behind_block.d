/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (1) {
		printf("one\n");
	};
	if (0) {
	} else {
		printf("two\n");
	};
	exit(0);
}
