/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet
#pragma D option strsize=8

ERROR
{
	printf("fault %d\n", arg4);
}

BEGIN
{
	printf("%s\n", strjoin("abc", "defg"));
}

BEGIN
{
	printf("%s\n", strjoin("abcd", "efgh"));
}

BEGIN
{
	exit(0);
}
