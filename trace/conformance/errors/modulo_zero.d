/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	trace(1 % zero);
}

ERROR
{
	printf("fault %d\n", arg4);
	exit(0);
}
