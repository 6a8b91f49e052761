/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", tolower("Hello, World 123!"));
	printf("[%s]\n", tolower(""));
	printf("[%s]\n", tolower("[`{@"));
	printf("[%s]\n", tolower("AZ"));
	exit(0);
}
