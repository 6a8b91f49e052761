/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-$1ms
{
	printf("%s\n", probename);
	exit(0);
}
