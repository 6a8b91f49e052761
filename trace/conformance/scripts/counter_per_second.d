/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int i;

dtrace:::BEGIN
{
	i = 0;
}

profile:::tick-1sec
{
	i = i + 1;
	printf("%d ", i);
}

profile:::tick-4500ms
{
	exit(0);
}

dtrace:::END
{
	printf("in all %d\n", i);
}
