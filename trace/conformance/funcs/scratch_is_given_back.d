/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	total = 0;
}

tick-1ms
{
	total += strlen(strjoin(toupper("abcdefgh"), lltostr(12345678)));
	ticks++;
}

tick-1ms
/ticks == 3000/
{
	printf("%d\n", total);
	exit(0);
}

ERROR
{
	printf("fault %d\n", arg4);
	exit(1);
}
