/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];

BEGIN
{
	i = 1000000;
	a[i] = 1;
	printf("not here\n");
}

ERROR
{
	printf("%d %d %d\n", arg1, arg2, arg4);
}

BEGIN
{
	exit(0);
}
