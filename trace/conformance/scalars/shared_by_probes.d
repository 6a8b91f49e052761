/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int n;

BEGIN
{
	n = 1;
}

tick-1ms
{
	n++;
}

tick-1ms
/n >= 5/
{
	printf("%d\n", n);
	exit(0);
}
