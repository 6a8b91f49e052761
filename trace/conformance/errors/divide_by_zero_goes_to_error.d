/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	printf("before\n");
	trace(1 / zero);
	printf("not after\n");
}

ERROR
{
	printf("fault %d\n", arg4);
	exit(0);
}
