/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

uint64_t f[int];
int i;

BEGIN
{
	f[0] = 0;
	f[1] = 1;
	i = 2;
}

tick-1ms
/i <= 90/
{
	f[i] = f[i - 1] + f[i - 2];
	i++;
}

tick-1ms
/i > 90/
{
	printf("%d\n", f[90]);
	exit(0);
}
