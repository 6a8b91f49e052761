/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

ERROR
{
	printf("fault %d\n", arg4);
}

BEGIN
{
	alloca(60000);
	printf("%s\n", strjoin("room ", "left"));
}

BEGIN
{
	alloca(67550);
	printf("%s\n", toupper("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"));
}

BEGIN
{
	printf("%s\n", toupper("again"));
	exit(0);
}
