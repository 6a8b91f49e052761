/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

ERROR
{
	printf("%d %x\n", arg4, arg5);
}

BEGIN
{
	printf("not reached %d\n", strtoll("1", 1));
}

BEGIN
{
	printf("not reached %d\n", strtoll("1", 0));
}

BEGIN
{
	printf("not reached %d\n", strtoll("1", 37));
}

BEGIN
{
	printf("not reached %d\n", strtoll("1", -16));
}

BEGIN
{
	exit(0);
}
