/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	commit(7);
}

ERROR
{
	printf("%d %d\n", arg4 == DTRACEFLT_ILLOP, arg5);
	exit(0);
}
