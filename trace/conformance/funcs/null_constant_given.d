/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

ERROR
{
	printf("%d %x\n", arg4, arg5);
}

BEGIN
{
	printf("not reached %d\n", strlen(NULL));
}

BEGIN
{
	printf("not reached %d\n", strlen(strjoin(NULL, "a")));
}

BEGIN
{
	printf("not reached %d\n", index("a", NULL));
}

BEGIN
{
	exit(0);
}
