/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", strtok("key = value # comment", " ="));
	printf("[%s]\n", strtok(NULL, "#"));
	printf("[%s]\n", strtok(NULL, ""));
	exit(0);
}
