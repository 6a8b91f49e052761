/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%.*s][%*.*s]\n", 2, "abcdef", 5, 3, "abcdef");
	exit(0);
}
