/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%s\n", strtok("/usr/bin//ls", "/"));
	printf("%s\n", strtok(NULL, "/"));
	printf("%s\n", strtok(NULL, "/"));
	printf("%d\n", strtok(NULL, "/") == NULL);
	printf("%d\n", strtok(NULL, "/") == NULL);
	exit(0);
}
