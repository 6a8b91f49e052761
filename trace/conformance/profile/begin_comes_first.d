/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("begin\n");
}

tick-1ms
{
	printf("tick\n");
	exit(0);
}
