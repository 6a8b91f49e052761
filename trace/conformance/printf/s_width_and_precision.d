/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%8s][%-8s][%.2s][%8.2s][%-8.2s]\n", "abcd", "abcd", "abcd", "abcd", "abcd");
	exit(0);
}
