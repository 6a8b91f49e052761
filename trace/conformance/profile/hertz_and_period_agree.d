/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-200hz
{
	a++;
}

profile-5ms
{
	b++;
}

tick-1002ms
{
	printf("%d %d\n", a, b);
	exit(0);
}
