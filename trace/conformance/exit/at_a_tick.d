/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	n++;
}

tick-55ms
{
	printf("%d\n", n);
	exit(2);
}
