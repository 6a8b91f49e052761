/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;

BEGIN
{
	printf("%d\n", *p);
	exit(0);
}

ERROR
{
	printf("%d %d\n", arg4, arg5);
	exit(0);
}
