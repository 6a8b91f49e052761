/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet
#pragma D option strsize=8

BEGIN
{
	printf("%d\n", strlen("1234567"));
	printf("%d\n", strlen("12345678"));
	printf("%d\n", strlen("123456789abc"));
	exit(0);
}
