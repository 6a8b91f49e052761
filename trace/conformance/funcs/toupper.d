/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", toupper("Hello, World 123!"));
	printf("[%s]\n", toupper(""));
	printf("[%s]\n", toupper("[`{@"));
	printf("[%s]\n", toupper("az"));
	exit(0);
}
