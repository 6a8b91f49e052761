/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strtoll(json("{\"n\": [1, 22, 333]}", "n[2]")) + 1);
	exit(0);
}
