/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int n;

BEGIN
{
	s = speculation();
}

tick-10ms
/n < 3/
{
	speculate(s);
	printf("tick %d\n", n++);
}

tick-45ms
{
	commit(s);
}

tick-45ms
{
	exit(0);
}
