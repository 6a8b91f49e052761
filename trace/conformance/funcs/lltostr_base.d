/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", lltostr(255, 16));
	printf("[%s]\n", lltostr(0, 16));
	printf("[%s]\n", lltostr(-1, 16));
	printf("[%s]\n", lltostr(8, 8));
	printf("[%s]\n", lltostr(0, 8));
	printf("[%s]\n", lltostr(10, 2));
	printf("[%s]\n", lltostr(0, 2));
	printf("[%s]\n", lltostr(-1, 2));
	printf("[%s]\n", lltostr(35, 36));
	printf("[%s]\n", lltostr(1000000, 36));
	printf("[%s]\n", lltostr(-10, 10));
	printf("[%s]\n", lltostr(100, 3));
	exit(0);
}
