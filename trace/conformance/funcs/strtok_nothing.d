/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strtok("", ",") == NULL);
	printf("%d\n", strtok(",,,", ",") == NULL);
	printf("%d\n", strtok(NULL, ",") == NULL);
	printf("%d\n", strtok(",a", ",") == NULL);
	exit(0);
}
