/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d %d\n", '\n', '\t', '\\', '\'');
	printf("%d %d %d %d %d\n", '\a', '\b', '\f', '\r', '\v');
	exit(0);
}
