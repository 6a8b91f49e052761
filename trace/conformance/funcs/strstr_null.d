/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strstr("hello", "world") == NULL);
	printf("%d\n", strstr("hello", "hello!") == NULL);
	printf("%d\n", strstr("", "a") == NULL);
	printf("%d\n", strstr("", "") == NULL);
	exit(0);
}
