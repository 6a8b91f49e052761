/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	*(char *)64 = 1;
	exit(0);
}

ERROR
{
	printf("%d %d\n", arg4, arg5);
	exit(0);
}
