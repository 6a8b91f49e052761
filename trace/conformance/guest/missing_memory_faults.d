/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	trace(copyinstr(0x2000));
}

ERROR
{
	printf("%d 0x%x\n", arg4, arg5);
	exit(0);
}
