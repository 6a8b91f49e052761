/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a[10];
	int b;
};

BEGIN
{
	trace(((struct s *)NULL)->b);
	exit(0);
}

ERROR
{
	printf("%d %d\n", arg4, arg5);
	exit(0);
}
