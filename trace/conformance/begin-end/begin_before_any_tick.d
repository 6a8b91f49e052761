/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int begun;

tick-1ms
/!begun/
{
	printf("too early\n");
}

BEGIN
{
	begun = 1;
}

tick-5ms
{
	exit(0);
}
