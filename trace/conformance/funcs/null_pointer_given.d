/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

ERROR
{
	printf("%d %x\n", arg4, arg5);
}

BEGIN
{
	printf("not reached %d\n", (x = NULL, strlen(x)));
}

BEGIN
{
	exit(0);
}
