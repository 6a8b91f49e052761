/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	i = 0;
}

tick-1ms
/i < 200/
{
	a[i] = i * 2;
	a[i + 1000] = i;
	i++;
}

tick-1ms
/i == 200/
{
	printf("%d %d %d %d\n", a[0], a[199], a[1199], a[200]);
	exit(0);
}
