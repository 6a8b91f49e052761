/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	printf("%d %d\n", arg0, arg1);
	exit(0);
}
