/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-1min
{
	m++;
}

tick-20s
{
	s++;
}

tick-50s
{
	printf("%d %d\n", m, s);
	exit(0);
}
