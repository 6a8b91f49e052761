/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%s\n", strtok("one,two", ","));
	exit(0);
}

END
{
	printf("%d\n", strtok(NULL, ",") == NULL);
}
