/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int n;

tick-1ms
/n < 1000/
{
	a[n] = n * n;
	n++;
}

tick-1ms
/n == 1000/
{
	printf("%d %d %d\n", a[0], a[500], a[999]);
	exit(0);
}
