/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	p = (int *)0;
	trace(*p);
}

ERROR
{
	printf("fault %d at %x\n", arg4, arg5);
	exit(0);
}
