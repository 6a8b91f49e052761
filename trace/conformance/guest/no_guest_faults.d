/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	trace(copyinstr(0x2000));
}

ERROR
{
	printf("%d\n", arg4);
	exit(0);
}
