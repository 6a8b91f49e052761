/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-100ms
{
	n++;
}

tick-1050ms
{
	printf("%d\n", n);
	exit(0);
}
