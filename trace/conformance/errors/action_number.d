/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	trace(1);
	trace(2);
	trace(3 / zero);
}

ERROR
{
	printf("action %d\n", arg2);
	exit(0);
}
