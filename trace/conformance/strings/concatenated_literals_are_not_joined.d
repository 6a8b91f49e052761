/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%s%s\n", "ab", "cd");
	exit(0);
}
