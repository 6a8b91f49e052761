/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = *(long *)0x18;
}

ERROR
{
	printf("%d 0x%x\n", arg4, arg5);
	exit(0);
}
