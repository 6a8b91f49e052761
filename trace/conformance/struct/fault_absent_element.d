/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	int b;
};

struct s e[int];

BEGIN
{
	printf("%d\n", e[1].b);
	exit(0);
}

ERROR
{
	printf("%d %d\n", arg4, arg5);
	exit(0);
}
